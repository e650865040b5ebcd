import { readFileSync } from 'node:fs'
import { createRouterClient } from '@orpc/server'
import { vaultPaths } from '../../db/vault-paths'
import { shapeErrors } from '../door/errors'
import { connectSocket, type StudioClient } from '../socket/client'
import { CommandError, exit } from './exit'

export interface OpenStudio {
  readonly client: StudioClient
  /** True where another process holds the vault and answers for it. */
  readonly remote: boolean
  close(): Promise<void>
}

/** A studio takes the lock before it listens: so long a second one waits for it to be reached. */
const reachableWithinMs = 5_000

/**
 * The studio of a data folder: the one that is running, through its socket, or else the vault opened by this process.
 * A vault that does not open is a studio all the same, whose `vault.status` tells why.
 * @throws CommandError (vault) where a process holds the vault and cannot be reached
 */
export async function openStudio(data: string): Promise<OpenStudio> {
  const paths = vaultPaths(data)
  const until = performance.now() + reachableWithinMs
  for (;;) {
    const connection = await connectSocket(socketOfOwner(paths.lockFile) ?? paths.socketPath)
    if (connection) {
      const { client, close } = connection
      return { client, remote: true, close: async () => close() }
    }
    const studio = await openHere(data)
    const status = await studio.client.vault.status()
    if (status.state !== 'locked') return studio
    await studio.close()
    if (performance.now() > until) {
      throw new CommandError(
        exit.vault,
        status.sentence ?? 'Another process has this vault open. Close it first.',
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function openHere(data: string): Promise<OpenStudio> {
  const { openHost } = await import('../host')
  const host = await openHost({ data, door: 'cli' })
  const session = host.openSession('cli')
  const client: StudioClient = createRouterClient(host.router, {
    context: { session },
    interceptors: [shapeErrors(host.report)],
  })
  return {
    client,
    remote: false,
    async close() {
      host.closeSession(session)
      // No backup for each command: that is asked for with `backup`, and made by a studio that stays open.
      await host.close('cancelled')
    },
  }
}

/** What the lock file names: a long folder has its socket elsewhere, and another process may see another temp folder. */
function socketOfOwner(lockFile: string): string | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(lockFile, 'utf8'))
    const socket: unknown =
      typeof lock === 'object' && lock !== null ? Reflect.get(lock, 'socket') : undefined
    return typeof socket === 'string' ? socket : undefined
  } catch {
    return undefined
  }
}
