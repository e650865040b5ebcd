import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, type FileHandle, open, rm } from 'node:fs/promises'
import { fsyncAll } from '../pglite/fsync-tree'

/** Small enough that hashing one never holds up the thread that serves the user (about 0.6 ms). */
export const pieceBytes = 256 * 1024

export interface Copied {
  readonly bytes: number
  /** Hex. */
  readonly sha256: string
}

/** Sees each piece of a file as it is read; pieces begin at multiples of `pieceBytes`. */
export type PieceWatch = (piece: Buffer, offset: number) => Promise<void>

/** What a file system answers that cannot share blocks between files. */
const cannotClone = new Set([
  'ENOTSUP',
  'EOPNOTSUPP',
  'EXDEV',
  'EINVAL',
  'ENOSYS',
  'ENOTTY',
  'EPERM',
  'UNKNOWN',
])

/** Copies files by sharing their blocks where the file system can, else piece by piece. */
export class Copier {
  #clones = true
  readonly #unflushed = new Set<string>()

  /** Not yet flushed. @throws the file system's error; then nothing is left at `target` */
  async copy(source: string, target: string, watch?: PieceWatch): Promise<Copied> {
    this.#unflushed.add(target)
    try {
      if (!(await this.#cloned(source, target))) return await copyByPieces(source, target, watch)
      return await hashFile(target, watch)
    } catch (error) {
      this.#unflushed.delete(target)
      await rm(target, { force: true })
      throw error
    }
  }

  /** Flushes all that was copied: together, which the file system does in a fraction of the time. */
  async flush(): Promise<void> {
    await fsyncAll([...this.#unflushed])
    this.#unflushed.clear()
  }

  async #cloned(source: string, target: string): Promise<boolean> {
    if (!this.#clones) return false
    try {
      await copyFile(source, target, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
      return true
    } catch (error) {
      if (!cannotClone.has(codeOf(error))) throw error
      this.#clones = false
      return false
    }
  }
}

async function copyByPieces(source: string, target: string, watch?: PieceWatch): Promise<Copied> {
  const from = await open(source, 'r')
  try {
    const to = await open(target, 'wx', 0o600)
    try {
      return await eachPiece(from, async (piece, offset) => {
        await watch?.(piece, offset)
        await writeAll(to, piece, offset)
      })
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}

/** Reads a file to its end. @throws the file system's error */
export async function hashFile(path: string, watch?: PieceWatch): Promise<Copied> {
  const file = await open(path, 'r')
  try {
    return await eachPiece(file, async (piece, offset) => watch?.(piece, offset))
  } finally {
    await file.close()
  }
}

async function eachPiece(file: FileHandle, see: PieceWatch): Promise<Copied> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(pieceBytes)
  let bytes = 0
  for (;;) {
    const piece = buffer.subarray(0, await readFully(file, buffer, bytes))
    if (piece.length === 0) break
    hash.update(piece)
    await see(piece, bytes)
    bytes += piece.length
    if (piece.length < pieceBytes) break
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** A single read may bring less than there is. */
export async function readFully(file: FileHandle, buffer: Buffer, position: number): Promise<number> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

export async function writeAll(file: FileHandle, piece: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < piece.length) {
    const { bytesWritten } = await file.write(piece, written, piece.length - written, position + written)
    written += bytesWritten
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
