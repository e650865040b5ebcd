import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Vault } from '../open'
import { fsyncTree } from '../pglite/fsync-tree'
import type { VaultPaths } from '../vault-paths'
import { Copier, codeOf } from './copy'
import { treeOf } from './data-files'
import { ChildEndedError, type RunOptions, runSalvage } from './launch'
import { stampOf } from './layout'
import { listBackups } from './list'
import { DamagedPageError } from './page-watch'
import type { Salvaged } from './salvage'
import { copyVault } from './take'

export interface Exported {
  readonly folder: string
  readonly files: number
  readonly bytes: number
}

export interface ExportOptions extends RunOptions {
  readonly paths: VaultPaths
  /** The vault where it is open: its files are then copied as of one instant. */
  readonly open?: Pick<Vault, 'engine' | 'maintenance'> | null | undefined
}

/**
 * Copies everything that can still be read to a folder outside the vault, also of a vault that does not open: its raw
 * files, its blobs, every table as JSON lines as far as its pages can be read, and a report. Keys are never part of it.
 * @throws the file system's error where the folder cannot be written; the vault is as it was
 */
export async function exportEverything(options: ExportOptions): Promise<Exported> {
  const { paths } = options
  const folder = join(dirname(dirname(paths.folder)), 'exports', stampOf(new Date()))
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 })
  const left = await copyRaw(options, folder)
  // Reading on past damage rewrites damaged pages, so a second copy is read.
  const second = join(folder, 'read')
  await copyReadable(join(folder, 'data'), second)
  const salvaged = await salvage(second, join(folder, 'tables'), options)
  await rm(second, { recursive: true, force: true })
  await writeFile(join(folder, 'README.txt'), await report(paths, salvaged, left), { mode: 0o600 })
  await fsyncTree(folder)
  return { folder, ...(await sizeOf(folder)) }
}

/** Answers the files that could not be read. */
async function copyRaw({ paths, open, signal }: ExportOptions, folder: string): Promise<string[]> {
  if (open) {
    const release = await open.maintenance.hold()
    try {
      await copyVault({ ...open, paths, signal }, folder, undefined)
      return []
    } catch (error) {
      // A damaged page is no reason not to export the others.
      if (!(error instanceof DamagedPageError)) throw error
      await rm(folder, { recursive: true, force: true })
    } finally {
      release()
    }
  }
  const left = await copyReadable(paths.dataDir, join(folder, 'data'))
  return [...left, ...(await copyReadable(paths.blobsDir, join(folder, 'blobs')))]
}

/** Copies a folder file by file, passing over what cannot be read. */
async function copyReadable(source: string, target: string): Promise<string[]> {
  const tree = await treeOf(source)
  const copier = new Copier()
  const left: string[] = []
  for (const folder of ['', ...tree.folders])
    await mkdir(join(target, folder), { recursive: true, mode: 0o700 })
  for (const file of tree.files) {
    try {
      await copier.copy(join(source, file), join(target, file))
    } catch (error) {
      if (codeOf(error) === 'ENOSPC') throw error
      left.push(`${join(source, file)} (${codeOf(error)})`)
    }
  }
  return left
}

async function salvage(dataDir: string, into: string, options: RunOptions): Promise<Salvaged[] | string> {
  try {
    return await runSalvage({ dataDir, into }, options)
  } catch (error) {
    if (error instanceof ChildEndedError) return error.message
    throw error
  }
}

async function report(
  paths: VaultPaths,
  salvaged: Salvaged[] | string,
  left: readonly string[],
): Promise<string> {
  const tables =
    typeof salvaged === 'string'
      ? [`The database does not open, so no table could be read: ${salvaged}`]
      : salvaged.map(
          ({ table, rows, unreadable, problem }) =>
            `${table}: ${rows} rows${unreadable > 0 ? `, ${unreadable} spans unreadable` : ''}${problem ? ` (${problem})` : ''}`,
        )
  const backups = (await listBackups(paths.backupsDir)).map(
    ({ takenAt, items, runs, state }) => `${takenAt}: ${items} items, ${runs} runs, ${state}`,
  )
  return [
    `Everything of the vault ${paths.name} that could be read on ${new Date().toISOString()}.`,
    'Keys of providers are not in this export: they are kept elsewhere and never leave this machine.',
    '',
    'data/ and blobs/ are the files as they were. tables/ holds one file of JSON lines for each table:',
    ...tables,
    '',
    ...(left.length > 0 ? ['Files that could not be read:', ...left, ''] : []),
    `Backups in ${paths.backupsDir}:`,
    ...(backups.length > 0 ? backups : ['none']),
    '',
  ].join('\n')
}

async function sizeOf(folder: string): Promise<{ files: number; bytes: number }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map((file) => stat(join(file.parentPath, file.name))))
  return { files: files.length, bytes: sizes.reduce((sum, { size }) => sum + size, 0) }
}
