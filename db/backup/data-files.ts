import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { controlFile } from './control-file'

/** What PostgreSQL makes anew at each start; pg_basebackup leaves the same things out. */
const foldersLeftEmpty = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
])
const filesLeftOut = /^(pg_internal\.init.*|postmaster\.(pid|opts)|t\d+_\d+.*|pgsql_tmp.*)$/

export interface Tree {
  /** Relative, with `/`, each after its parent. */
  readonly folders: readonly string[]
  readonly files: readonly string[]
}

/**
 * What of a data directory is copied file by file. The write-ahead log and the control file are not in it: they come
 * last, together, while the engine is held.
 */
export async function dataTree(dataDir: string): Promise<Tree> {
  const { folders, files } = await treeOf(dataDir, (path) => !foldersLeftEmpty.has(path))
  const kept = files.filter(
    (file) => file !== controlFile && !filesLeftOut.test(file.split('/').at(-1) ?? ''),
  )
  return { folders, files: kept }
}

/** Everything below a folder but links and the like; empty where the folder is missing. */
export async function treeOf(
  folder: string,
  mayEnter: (path: string) => boolean = () => true,
): Promise<Tree> {
  const tree: { folders: string[]; files: string[] } = { folders: [], files: [] }
  const visit = async (below: string) => {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isFile()) tree.files.push(path)
      if (!entry.isDirectory()) continue
      tree.folders.push(path)
      if (mayEnter(path)) await visit(path)
    }
  }
  if (await isThere(folder)) await visit('')
  return tree
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false
      throw error
    },
  )
}
