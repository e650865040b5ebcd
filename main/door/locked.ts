import { createRouterClient } from '@orpc/server'
import type { Door } from '../../contract/vocabulary'
import type { Host } from '../host'

/** Where another process has this vault: the sentence that names it, else null. The door then leaves it to that one. */
export async function lockedSentence(host: Host, door: Door): Promise<string | null> {
  const session = host.openSession(door)
  const status = await createRouterClient(host.router, { context: { session } }).vault.status()
  host.closeSession(session)
  if (status.state !== 'locked') return null
  return status.sentence ?? 'Another process has this vault open. Close that one first.'
}
