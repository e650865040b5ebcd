import * as fs from 'node:fs'
import { dirname } from 'node:path'
import type { PGlite, postgresMod } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { type FsNode, type FsStream, type NodeFsInternals, nodeFsOf } from './nodefs-internals'

type EmscriptenOptions = Partial<postgresMod.PostgresMod>

/** One thing that PostgreSQL asks of the disk. Paths are those of the host. */
export type DiskEvent =
  | { readonly op: 'mknod' | 'mkdir' | 'unlink' | 'rmdir'; readonly path: string }
  | { readonly op: 'rename'; readonly path: string; readonly to: string }
  | {
      readonly op: 'write'
      readonly path: string
      readonly fd: number
      readonly position: number
      /** A view of the engine's memory: copy it before returning. */
      readonly data: Uint8Array
    }
  | { readonly op: 'truncate'; readonly path: string; readonly size: number }
  | {
      readonly op: 'fsync'
      readonly path: string
      readonly fd: number
      readonly directory: boolean
      /** Only the data and the size: what else happened in the directory may still be lost. */
      readonly dataOnly: boolean
    }

/** Watches the disk: `before` may throw an error with a `code` (EIO, ENOSPC), which PostgreSQL then meets. */
export interface DiskTap {
  before?(event: DiskEvent): void
  after?(event: DiskEvent): void
}

export interface DurableFsOptions {
  readonly dataDir: string
  /** Told of every flush that reached the disk. */
  readonly onFsync?: () => void
  /** Called when the engine aborts; nothing it does afterwards can be trusted. */
  readonly onAbort?: () => void
  readonly tap?: DiskTap
}

/** What a directory answers where the system does not flush directories (Windows): no loss, nothing to be done. */
const directoriesNeedNoFlush = new Set(['EPERM', 'EACCES', 'EISDIR', 'EBADF', 'EINVAL', 'ENOTSUP'])

/**
 * PGlite's NodeFS with an fsync. Stock NodeFS has none, so that an acknowledged commit lives in the system's cache
 * only and a power cut leaves an unreadable directory.
 *
 * An error must leave as the engine's own ErrnoError (tryFSOperation makes it): then PostgreSQL panics and nothing is
 * acknowledged. A plain exception would be swallowed by PGlite and the commit acknowledged.
 */
export class DurableFS extends NodeFS {
  readonly #options: DurableFsOptions
  /** Directories with new or renamed entries: PostgreSQL leaves flushing these to the file system's journal. */
  readonly #dirty = new Set<string>()

  constructor(options: DurableFsOptions) {
    super(options.dataDir)
    this.#options = options
  }

  override async init(pg: PGlite, given: EmscriptenOptions): Promise<{ emscriptenOpts: EmscriptenOptions }> {
    const { emscriptenOpts } = await super.init(pg, given)
    const patched = {
      ...emscriptenOpts,
      preRun: [...(emscriptenOpts.preRun ?? []), (module: object) => this.#patch(nodeFsOf(module))],
      onAbort: () => this.#options.onAbort?.(),
    }
    return { emscriptenOpts: patched }
  }

  #patch(nodefs: NodeFsInternals): void {
    this.#addFsync(nodefs)
    this.#noteNewEntries(nodefs)
    if (this.#options.tap) watch(nodefs, this.#options.tap)
  }

  #addFsync(nodefs: NodeFsInternals): void {
    nodefs.stream_ops.fsync = (stream: FsStream) => {
      const path = nodefs.realPath(stream.node)
      nodefs.tryFSOperation(() => {
        const directory = fs.fstatSync(stream.nfd).isDirectory()
        if (directory) this.#flushDirectory(path, stream.nfd)
        else {
          // WAL segments are laid out in full before use: only their data changes, as PostgreSQL itself holds.
          const dataOnly = /[\\/]pg_wal[\\/][^\\/]+$/.test(path)
          this.#flush({ op: 'fsync', path, fd: stream.nfd, directory, dataOnly })
          this.#flushParents(path)
        }
      })
      return 0
    }
  }

  #flush(event: DiskEvent & { op: 'fsync' }): void {
    this.#options.tap?.before?.(event)
    if (event.dataOnly) fs.fdatasyncSync(event.fd)
    else fs.fsyncSync(event.fd)
    this.#options.onFsync?.()
    this.#options.tap?.after?.(event)
  }

  /** An entry survives a power cut only when its directory was flushed; on a journaling file system this is free. */
  #flushParents(path: string): void {
    for (let folder = dirname(path); folder.length >= this.rootDir.length; folder = dirname(folder)) {
      if (!this.#dirty.has(folder)) continue
      const fd = openDirectory(folder)
      if (fd === undefined) continue
      try {
        this.#flushDirectory(folder, fd)
      } finally {
        fs.closeSync(fd)
      }
    }
  }

  #flushDirectory(path: string, fd: number): void {
    try {
      this.#flush({ op: 'fsync', path, fd, directory: true, dataOnly: false })
    } catch (error) {
      if (!directoriesNeedNoFlush.has(codeOf(error))) throw error
    }
    this.#dirty.delete(path)
  }

  #noteNewEntries(nodefs: NodeFsInternals): void {
    const { mknod, rename } = nodefs.node_ops
    nodefs.node_ops.mknod = (parent, name, mode, dev) => {
      const node = mknod(parent, name, mode, dev)
      this.#dirty.add(nodefs.realPath(parent))
      return node
    }
    nodefs.node_ops.rename = (node, folder, name) => {
      rename(node, folder, name)
      this.#dirty.add(nodefs.realPath(folder))
    }
  }
}

function openDirectory(path: string): number | undefined {
  try {
    return fs.openSync(path, 'r')
  } catch (error) {
    if (directoriesNeedNoFlush.has(codeOf(error))) return undefined
    throw error
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** Puts the tap around every operation that changes the disk (fsync calls it by itself). */
function watch(nodefs: NodeFsInternals, tap: DiskTap): void {
  const told = <T>(event: DiskEvent, act: () => T): T => {
    nodefs.tryFSOperation(() => tap.before?.(event))
    const result = act()
    tap.after?.(event)
    return result
  }
  const child = (parent: FsNode, name: string) => `${nodefs.realPath(parent)}/${name}`
  const { mknod, rename, unlink, rmdir, setattr } = nodefs.node_ops
  const isDirectory = (mode: number) => (mode & fs.constants.S_IFMT) === fs.constants.S_IFDIR
  nodefs.node_ops.mknod = (parent, name, mode, dev) =>
    told({ op: isDirectory(mode) ? 'mkdir' : 'mknod', path: child(parent, name) }, () =>
      mknod(parent, name, mode, dev),
    )
  nodefs.node_ops.rename = (node, folder, name) =>
    told({ op: 'rename', path: nodefs.realPath(node), to: child(folder, name) }, () =>
      rename(node, folder, name),
    )
  nodefs.node_ops.unlink = (parent, name) =>
    told({ op: 'unlink', path: child(parent, name) }, () => unlink(parent, name))
  nodefs.node_ops.rmdir = (parent, name) =>
    told({ op: 'rmdir', path: child(parent, name) }, () => rmdir(parent, name))
  nodefs.node_ops.setattr = (node, attr) =>
    attr.size === undefined
      ? setattr(node, attr)
      : told({ op: 'truncate', path: nodefs.realPath(node), size: attr.size }, () => setattr(node, attr))
  const { write, setattr: setStream } = nodefs.stream_ops
  nodefs.stream_ops.setattr = (stream, attr) =>
    attr.size === undefined
      ? setStream(stream, attr)
      : told({ op: 'truncate', path: nodefs.realPath(stream.node), size: attr.size }, () =>
          setStream(stream, attr),
        )
  nodefs.stream_ops.write = (stream, buffer, offset, length, position) => {
    const path = nodefs.realPath(stream.node)
    const data = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length)
    return told({ op: 'write', path, fd: stream.nfd, position, data }, () =>
      write(stream, buffer, offset, length, position),
    )
  }
}
