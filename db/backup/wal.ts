import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { readFully, writeAll } from './copy'

const segmentBytes = 16 * 1024 * 1024
const pageBytes = 8192
const segmentsPerFile = 0x1_0000_0000 / segmentBytes
const pieceBytes = 1024 * 1024

/** Reads PostgreSQL's way of writing a place in the log, `0/1CC7D08`. */
export function parseLsn(text: string): bigint {
  const [high = '', low = ''] = text.split('/')
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)
}

/** The file that holds a place in the log. */
function segmentName(timeline: number, segment: number): string {
  const hex = (value: number) => value.toString(16).toUpperCase().padStart(8, '0')
  return hex(timeline) + hex(Math.floor(segment / segmentsPerFile)) + hex(segment % segmentsPerFile)
}

/**
 * Copies the write-ahead log from a checkpoint's redo point up to a place that moves on: what was flushed before never
 * changes, but for the page at its end, so that the last step, with the engine held, has little to copy.
 * Whatever lies behind that place in the source stays zero in the copy: recovery ends there.
 */
export class WalCopy {
  #copied: bigint
  readonly #segments = new Map<number, FileHandle>()

  constructor(
    readonly from: string,
    readonly to: string,
    readonly timeline: number,
    redo: bigint,
  ) {
    this.#copied = redo - (redo % BigInt(segmentBytes))
  }

  /** The names of the files written so far. */
  get names(): string[] {
    return [...this.#segments.keys()].map((segment) => segmentName(this.timeline, segment))
  }

  /** Copies up to `end`, which must have been flushed. @throws the file system's error */
  async advance(end: bigint): Promise<void> {
    await mkdir(this.to, { recursive: true, mode: 0o700 })
    while (this.#copied < end) {
      const segment = Number(this.#copied / BigInt(segmentBytes))
      const segmentEnd = BigInt(segment + 1) * BigInt(segmentBytes)
      const stop = segmentEnd < end ? segmentEnd : end
      await this.#copySpan(segment, Number(this.#copied % BigInt(segmentBytes)), Number(stop - this.#copied))
      if (stop === end) break
      this.#copied = stop
    }
    const pageStart = end - (end % BigInt(pageBytes))
    if (pageStart > this.#copied) this.#copied = pageStart
  }

  /** Gives every file its full size, flushes and closes it. */
  async finish(): Promise<void> {
    for (const file of this.#segments.values()) {
      await file.truncate(segmentBytes)
      await file.sync()
    }
    await this.close()
  }

  async close(): Promise<void> {
    for (const file of this.#segments.values()) await file.close()
    this.#segments.clear()
  }

  async #copySpan(segment: number, offset: number, length: number): Promise<void> {
    const name = segmentName(this.timeline, segment)
    const target = this.#segments.get(segment) ?? (await open(join(this.to, name), 'w', 0o600))
    this.#segments.set(segment, target)
    const source = await open(join(this.from, name), 'r')
    try {
      for (let at = offset; at < offset + length; at += pieceBytes) {
        const piece = Buffer.allocUnsafe(Math.min(pieceBytes, offset + length - at))
        const read = await readFully(source, piece, at)
        if (read < piece.length) throw new Error(`The write-ahead log ends early in ${name}.`)
        await writeAll(target, piece, at)
      }
    } finally {
      await source.close()
    }
  }
}
