import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { acquireLock, LockedError } from '../../lock'

/**
 * A child that races for the locks `0`, `1`, … in the folder of its first argument: all racers try for the same one in
 * the same millisecond, starting at the time of the third argument. Tells which it won and keeps them.
 */
const [folder = '', rounds = '', startAt = ''] = process.argv.slice(2)
/** Long enough for a race to be over before the next begins. */
const slotMs = 10
const won: number[] = []
for (let round = 0; round < Number(rounds); round++) {
  const start = Number(startAt) + round * slotMs
  while (Date.now() < start);
  try {
    await acquireLock(join(folder, String(round)))
    won.push(round)
  } catch (error) {
    if (!(error instanceof LockedError)) throw error
  }
}
writeSync(1, `${JSON.stringify(won)}\n`)
setInterval(() => {}, 1_000)
