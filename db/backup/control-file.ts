import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Of global/pg_control, PostgreSQL 18: where recovery of this directory begins. */
export interface ControlFile {
  /** The last checkpoint's record; another value means that a checkpoint ran. */
  readonly checkpoint: bigint
  /** From here on the write-ahead log is needed. */
  readonly redo: bigint
  readonly timeline: number
  /** The database was shut down: nothing has to be recovered. */
  readonly clean: boolean
}

/** Offsets of struct ControlFileData: state, checkPoint, then its copy, which begins with redo and ThisTimeLineID. */
const places = { state: 16, checkpoint: 32, redo: 40, timeline: 48 }

/** DB_SHUTDOWNED */
const shutDown = 1

export const controlFile = 'global/pg_control'

/** Reads it with a single call, so never half of the old and half of the new. @throws Error of the file system */
export async function readControlFile(dataDir: string): Promise<ControlFile> {
  return parseControlFile(await readFile(join(dataDir, controlFile)))
}

export function parseControlFile(bytes: Buffer): ControlFile {
  return {
    checkpoint: bytes.readBigUInt64LE(places.checkpoint),
    redo: bytes.readBigUInt64LE(places.redo),
    timeline: bytes.readUInt32LE(places.timeline),
    clean: bytes.readUInt32LE(places.state) === shutDown,
  }
}
