import { closeSync, fstatSync, lstatSync, openSync, readFileSync, writeSync } from 'node:fs'
import { relative } from 'node:path'
import type { DiskEvent, DiskTap } from '../../pglite/durable-fs'

/** One event of the disk as it stands in the log. `file` is the inode: a path may come to mean another file. */
export type LoggedEvent =
  | { readonly op: 'mknod' | 'mkdir' | 'unlink' | 'rmdir'; readonly path: string; readonly file: number }
  | { readonly op: 'rename'; readonly path: string; readonly to: string; readonly file: number }
  | { readonly op: 'write'; readonly file: number; readonly position: number; readonly data: Uint8Array }
  | { readonly op: 'truncate'; readonly file: number; readonly size: number }
  | {
      readonly op: 'fsync'
      readonly path: string
      readonly file: number
      readonly directory: boolean
      readonly dataOnly: boolean
    }

/** Length of the description, then of the data, before each event. */
const headBytes = 8

/** A tap that writes every change of the disk into `logFile`, in the order in which it happened. */
export function recordingTap(logFile: string, dataDir: string): DiskTap {
  const log = openSync(logFile, 'a')
  const inside = (path: string) => relative(dataDir, path)
  // A file's number is gone once its entry is, so it is looked up before.
  let doomed = 0
  return {
    before(event) {
      if (event.op === 'unlink' || event.op === 'rmdir') doomed = Number(lstatSync(event.path).ino)
    },
    after(event) {
      append(log, describe(event, inside, doomed), event.op === 'write' ? event.data : undefined)
    },
  }
}

function describe(event: DiskEvent, inside: (path: string) => string, doomed: number) {
  const path = inside(event.path)
  switch (event.op) {
    case 'write':
      return { op: event.op, file: fstatSync(event.fd).ino, position: event.position }
    case 'rename':
      return { op: event.op, path, to: inside(event.to), file: lstatSync(event.to).ino }
    case 'truncate':
      return { op: event.op, file: lstatSync(event.path).ino, size: event.size }
    case 'fsync':
      return { ...event, path, file: fstatSync(event.fd).ino }
    case 'mknod':
    case 'mkdir':
      return { op: event.op, path, file: lstatSync(event.path).ino }
    default:
      return { op: event.op, path, file: doomed }
  }
}

function append(log: number, described: object, data: Uint8Array = new Uint8Array()): void {
  const text = Buffer.from(JSON.stringify(described))
  const head = Buffer.alloc(headBytes)
  head.writeUInt32LE(text.length, 0)
  head.writeUInt32LE(data.length, 4)
  writeSync(log, Buffer.concat([head, text, data]))
}

export interface DiskLog {
  readonly events: readonly LoggedEvent[]
  /** How many events had happened when the log was `bytes` long. */
  eventsAt(bytes: number): number
}

/** Reads a log back. A half-written last event (the recording was killed) is left out. */
export function readLog(logFile: string): DiskLog {
  const bytes = readFileSync(logFile)
  const events: LoggedEvent[] = []
  const ends: number[] = []
  for (let at = 0; at + headBytes <= bytes.length; ) {
    const textEnd = at + headBytes + bytes.readUInt32LE(at)
    const end = textEnd + bytes.readUInt32LE(at + 4)
    if (end > bytes.length) break
    const described = JSON.parse(bytes.toString('utf8', at + headBytes, textEnd))
    events.push(described.op === 'write' ? { ...described, data: bytes.subarray(textEnd, end) } : described)
    ends.push(end)
    at = end
  }
  return { events, eventsAt: (length) => ends.findLastIndex((end) => end <= length) + 1 }
}

/** Forgets what an earlier recording left. */
export function emptyLog(logFile: string): void {
  closeSync(openSync(logFile, 'w'))
}
