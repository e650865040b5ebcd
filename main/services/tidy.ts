import type { Caller } from '../caller'
import type { Studio } from '../studio'
import { purgeDue } from './purge'
import { eraseLeftovers } from './workspaces'

const firstLookMs = 60_000
const lookEveryMs = 60 * 60_000

/**
 * What nobody waits for: deletions that were cut off go on, and the trash is emptied of what is past its days. Soon
 * after the start and every hour.
 * @returns ends it; resolves when nothing of it is under way
 */
export function startTidying(studio: Studio, host: () => Caller | null): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  let busy = false
  const look = async () => {
    const caller = host()
    if (!caller) return
    await eraseLeftovers(studio, caller)
    await purgeDue(studio, caller)
  }
  const round = () => {
    if (busy) return
    busy = true
    underWay = look()
      .catch((error: unknown) => studio.log.error('Tidying up did not go through.', error))
      .finally(() => {
        busy = false
      })
  }
  const first = setTimeout(round, firstLookMs)
  const hourly = setInterval(round, lookEveryMs)
  first.unref()
  hourly.unref()
  return async () => {
    clearTimeout(first)
    clearInterval(hourly)
    await underWay
  }
}
