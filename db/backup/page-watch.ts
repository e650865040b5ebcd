import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { PieceWatch } from './copy'
import { readFully } from './copy'
import { isPageWhole, pageBytes, pageLsn } from './page-sum'

/** A page of a table or an index does not agree with its checksum. */
export class DamagedPageError extends Error {
  override readonly name = 'DamagedPageError'
  constructor(
    /** Below the data directory: `base/5/16384`. */
    readonly file: string,
    readonly block: number,
  ) {
    super(`Page ${block} of the file ${file} is damaged.`)
  }
}

/** The main file of a table or an index, or its 1 GB parts; the group is the part's number. */
const relationFile = /^(?:base\/\d+|global)\/\d+(?:\.(\d+))?$/
const pagesPerPart = 131_072
const tries = 5

/**
 * Looks at the pages of a file while it is copied: damage must not reach a backup in silence. A page written since the
 * checkpoint may be caught half written; recovery replaces it, so it is not held against the file.
 * undefined where the file holds no such pages.
 */
export function pageWatch(dataDir: string, file: string, checkpoint: bigint): PieceWatch | undefined {
  const match = relationFile.exec(file)
  if (!match) return undefined
  const firstBlock = Number(match[1] ?? 0) * pagesPerPart
  return async (piece, offset) => {
    for (let at = 0; at + pageBytes <= piece.length; at += pageBytes) {
      const block = firstBlock + (offset + at) / pageBytes
      const page = piece.subarray(at, at + pageBytes)
      if (isFine(page, block, checkpoint)) continue
      if (!(await settles(`${dataDir}/${file}`, offset + at, block, checkpoint)))
        throw new DamagedPageError(file, block)
    }
  }
}

/** More log than this is never written between two checkpoints: a place further on is damage itself. */
const furthest = 2n ** 30n

function isFine(page: Buffer, block: number, checkpoint: bigint): boolean {
  if (isPageWhole(page, block)) return true
  const written = pageLsn(page)
  return written >= checkpoint && written < checkpoint + furthest
}

/** The page may have been read in the middle of a write: looks again a few times. */
async function settles(path: string, offset: number, block: number, checkpoint: bigint): Promise<boolean> {
  const page = Buffer.allocUnsafe(pageBytes)
  const file = await open(path, 'r')
  try {
    for (let n = 0; n < tries; n++) {
      if (n > 0) await wait(20)
      const whole = (await readFully(file, page, offset)) === pageBytes
      if (!whole || isFine(page, block, checkpoint)) return true
    }
    return false
  } finally {
    await file.close()
  }
}
