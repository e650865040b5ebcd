/** The parts of Emscripten's NODEFS that DurableFS changes. They are no public interface: the version is pinned. */

export interface FsNode {
  readonly id: number
}

export interface FsStream {
  readonly node: FsNode
  /** The host's file descriptor. */
  readonly nfd: number
}

export interface FsAttributes {
  readonly size?: number
}

export interface NodeFsInternals {
  realPath(node: FsNode): string
  /** Turns an error of Node into the engine's ErrnoError, the only kind its system calls report to PostgreSQL. */
  tryFSOperation<T>(operation: () => T): T
  readonly node_ops: {
    mknod(parent: FsNode, name: string, mode: number, dev: number): FsNode
    rename(node: FsNode, folder: FsNode, name: string): void
    unlink(parent: FsNode, name: string): void
    rmdir(parent: FsNode, name: string): void
    setattr(node: FsNode, attr: FsAttributes): void
  }
  readonly stream_ops: {
    fsync?(stream: FsStream): number
    write(stream: FsStream, buffer: Uint8Array, offset: number, length: number, position: number): number
    setattr(stream: FsStream, attr: FsAttributes): void
  }
}

/** Finds NODEFS in an Emscripten module: 0.5.16 has it at the top, 0.5.14 under FS. Throws where it is not. */
export function nodeFsOf(module: object): NodeFsInternals {
  const found = member(module, 'NODEFS') ?? member(member(member(module, 'FS'), 'filesystems'), 'NODEFS')
  if (isNodeFs(found)) return found
  throw new Error('This PGlite keeps its file system elsewhere: nothing would be flushed to the disk.')
}

function isNodeFs(value: unknown): value is NodeFsInternals {
  const nodeOps = ['mknod', 'rename', 'unlink', 'rmdir', 'setattr']
  const streamOps = ['write', 'setattr']
  return (
    isFunction(member(value, 'realPath')) &&
    isFunction(member(value, 'tryFSOperation')) &&
    nodeOps.every((name) => isFunction(member(member(value, 'node_ops'), name))) &&
    streamOps.every((name) => isFunction(member(member(value, 'stream_ops'), name)))
  )
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function'
}
