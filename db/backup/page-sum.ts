/**
 * PostgreSQL's own page checksum (storage/checksum_impl.h): 32 FNV-1a sums side by side, folded to 16 bits.
 */
export const pageBytes = 8192
const lanes = 32
const prime = 16777619

const bases = [
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c, 0xf8d4474f,
  0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb, 0xe58f764b, 0x187636bc,
  0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4, 0x783125bb, 0x6ca8eaa2, 0xe407eac6,
  0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
]

const placeOf = { lsnHigh: 0, lsnLow: 4, checksum: 8, upper: 14 }

/** True where the page's content agrees with the checksum it carries; a page never used has none and is whole. */
export function isPageWhole(page: Buffer, block: number): boolean {
  if (page.readUInt16LE(placeOf.upper) === 0) return page.every((byte) => byte === 0)
  return page.readUInt16LE(placeOf.checksum) === pageSum(page, block)
}

/** The place in the log that the page's last change was written at. */
export function pageLsn(page: Buffer): bigint {
  return (BigInt(page.readUInt32LE(placeOf.lsnHigh)) << 32n) | BigInt(page.readUInt32LE(placeOf.lsnLow))
}

// Shared between calls: no page is summed while another one is.
const scratch = Buffer.from(new ArrayBuffer(pageBytes))
const words = new Uint32Array(scratch.buffer, scratch.byteOffset, pageBytes / 4)
const sums = new Uint32Array(lanes)

function pageSum(page: Buffer, block: number): number {
  page.copy(scratch)
  // The checksum's own two bytes count as zero.
  scratch.writeUInt16LE(0, placeOf.checksum)
  sums.set(bases)
  for (let at = 0; at < words.length; at += lanes) {
    for (let lane = 0; lane < lanes; lane++) mix(lane, words[at + lane] ?? 0)
  }
  for (let round = 0; round < 2; round++) for (let lane = 0; lane < lanes; lane++) mix(lane, 0)
  const folded = (sums.reduce((all, sum) => all ^ sum, 0) ^ block) >>> 0
  return (folded % 65535) + 1
}

function mix(lane: number, value: number): void {
  const mixed = (sums[lane] ?? 0) ^ value
  sums[lane] = Math.imul(mixed, prime) ^ (mixed >>> 17)
}
