import { link, lstat, mkdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { eachAtOnce } from '../at-once'
import { fsyncAll } from '../pglite/fsync-tree'
import { Copier, codeOf, hashFile } from './copy'
import type { Tree } from './data-files'
import type { BackedFile } from './manifest'
import { pageWatch } from './page-watch'

/** A write may leave the same stamps as one shortly before it: stamps count only when older than this. */
const stampGrainMs = 3_000
/** More gain little and would fill the pool that the host's other file work needs too. */
const atOnce = 3

/** The backup whose files may be linked to instead of copied again. */
export interface Base {
  readonly folder: string
  readonly files: ReadonlyMap<string, BackedFile>
}

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined
  readonly onFile?: () => void
}

/**
 * Brings files of the live vault into a new backup: links those that did not change since the base, copies the rest.
 */
export class FileCopies {
  readonly files: BackedFile[] = []
  readonly folders: string[] = []
  copiedBytes = 0
  readonly #copier = new Copier()
  #links = true

  constructor(
    /** The new backup. */
    readonly folder: string,
    readonly base: Base | undefined,
    readonly options: CopyOptions,
  ) {}

  /**
   * Copies a tree from `source` to `part` of the backup. Pages of tables and indexes last changed before `checkpoint`
   * must agree with their checksums. A file that vanishes meanwhile is passed over: the log says what became of it.
   * @throws DamagedPageError, the file system's error, the signal's reason
   */
  async copyTree(part: 'data' | 'blobs', source: string, tree: Tree, checkpoint?: bigint): Promise<void> {
    for (const folder of ['', ...tree.folders]) {
      const path = folder === '' ? part : `${part}/${folder}`
      await mkdir(join(this.folder, path), { recursive: true, mode: 0o700 })
      this.folders.push(path)
    }
    await eachAtOnce(tree.files, atOnce, async (file) => {
      this.options.signal?.throwIfAborted()
      await this.#bring(`${part}/${file}`, join(source, file), () =>
        checkpoint === undefined ? undefined : pageWatch(source, file, checkpoint),
      )
      this.options.onFile?.()
    })
  }

  /** Everything that was copied, and the folders that name it, reaches the disk. */
  async flush(): Promise<void> {
    await this.#copier.flush()
    await fsyncAll(this.folders.map((folder) => join(this.folder, folder)))
  }

  async #bring(path: string, source: string, watch: () => ReturnType<typeof pageWatch>): Promise<void> {
    const readAt = Date.now()
    const stats = await lstat(source, { bigint: true }).catch(passOverMissing)
    if (!stats) return
    const stamps = `${stats.size} ${stats.mtimeNs} ${stats.ctimeNs} ${stats.ino}`
    const known = this.base?.files.get(path)
    if (known?.stamps === stamps && (await this.#link(known))) {
      this.files.push(known)
      return
    }
    const copied = await this.#copier.copy(source, join(this.folder, path), watch()).catch(passOverMissing)
    if (!copied) return
    const newestMs = Math.max(Number(stats.mtimeMs), Number(stats.ctimeMs))
    const settled = newestMs + stampGrainMs < readAt
    const file = { path, ...copied, stamps: settled ? stamps : null }
    this.files.push(file)
    if (known?.sha256 === file.sha256 && (await this.#replaceByLink(known))) return
    this.copiedBytes += copied.bytes
  }

  /** False where it has to be copied after all: a file system without links, or a base that lacks it. */
  async #link(known: BackedFile): Promise<boolean> {
    if (!this.base || !this.#links) return false
    const source = join(this.base.folder, known.path)
    try {
      if ((await lstat(source)).size !== known.bytes) return false
      await link(source, join(this.folder, known.path))
      return true
    } catch (error) {
      if (codeOf(error) === 'ENOSPC') throw error
      // EMLINK concerns one file; the rest is about the file system as a whole.
      this.#links = codeOf(error) === 'EMLINK' || codeOf(error) === 'ENOENT'
      return false
    }
  }

  /** Written again with the same content: the copy gives way to a link, unless the older bytes have gone bad since. */
  async #replaceByLink(known: BackedFile): Promise<boolean> {
    if (!this.base || !this.#links) return false
    const source = join(this.base.folder, known.path)
    const target = join(this.folder, known.path)
    const older = await hashFile(source).catch(passOverMissing)
    if (older?.sha256 !== known.sha256) return false
    try {
      await link(source, `${target}.link`)
    } catch (error) {
      if (codeOf(error) === 'ENOSPC') throw error
      return false
    }
    await rename(`${target}.link`, target)
    return true
  }
}

function passOverMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
