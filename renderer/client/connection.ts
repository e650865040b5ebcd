import { type ClientContext, type ClientLink, createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../../contract/index'
import { ConnectionLost, lossAware } from './errors'
import { type OpenWire, Refused, type Wire } from './wire'

/**
 * - connecting: the first connection is being made; calls wait for it.
 * - open: calls go through.
 * - lost: the connection broke and is being made anew; calls fail with ConnectionLost.
 * - refused: the door does not know this page, or `close` was called; nothing is tried any more.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused'

export type StudioClient = ContractRouterClient<Contract>

export interface Connection {
  readonly client: StudioClient
  state(): ConnectionState
  /** Calls the listener after each change of state; what is returned ends that. */
  subscribe(listener: () => void): () => void
  /** Ends the connection for good. */
  close(): void
}

/** Milliseconds between tries; the last one repeats. */
const defaultWaits = [100, 200, 400, 800, 1500, 3000]

/**
 * A client over a wire that is opened again whenever it breaks. The workspace this window showed (its last
 * `session.open`) is opened again before any other call goes through.
 */
export function createConnection(openWire: OpenWire, waits: readonly number[] = defaultWaits): Connection {
  const watched = observable<ConnectionState>('connecting')
  let wire: Wire | null = null
  let ended = false
  let workspace: unknown
  let shownOn: Wire | null = null

  /** A new wire is a new session: this window's workspace first, so that no call lands in another one. */
  async function showWorkspace(calls: ClientLink<ClientContext>): Promise<void> {
    if (workspace === undefined || shownOn === wire) return
    const used = wire
    await calls.call(['session', 'open'], workspace, { context: {} })
    shownOn = used
  }

  async function openPatiently(): Promise<Wire | null> {
    for (let tries = 0; !ended; tries += 1) {
      try {
        return await openWire()
      } catch (error) {
        if (error instanceof Refused) return null
        await pause(waits[Math.min(tries, waits.length - 1)] ?? 0)
      }
    }
    return null
  }

  async function keepOpen(): Promise<void> {
    for (wire = await openPatiently(); wire && !ended; wire = await openPatiently()) {
      watched.set('open')
      await wire.closed
      watched.set('lost')
    }
    wire?.close()
    watched.set('refused')
  }

  const link: ClientLink<ClientContext> = {
    async call(path, input, options) {
      if (watched.get() === 'connecting') await watched.change()
      if (watched.get() !== 'open' || !wire) throw new ConnectionLost()
      const used = wire
      const calls = lossAware(used)
      const opensWorkspace = path.join('.') === 'session.open'
      // A vault that is damaged or being restored answers for itself only.
      if (!opensWorkspace && path[0] !== 'vault') await showWorkspace(calls)
      const output = await calls.call(path, input, options)
      if (opensWorkspace) {
        workspace = input
        shownOn = used
      }
      return output
    },
  }

  void keepOpen()
  return {
    client: createORPCClient(link),
    state: watched.get,
    subscribe: watched.subscribe,
    close() {
      ended = true
      wire?.close()
    },
  }
}

function observable<T>(initial: T) {
  let value = initial
  const listeners = new Set<() => void>()
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  return {
    get: () => value,
    set(next: T) {
      value = next
      for (const listener of [...listeners]) listener()
    },
    subscribe,
    change: () =>
      new Promise<void>((resolve) => {
        const end = subscribe(() => {
          end()
          resolve()
        })
      }),
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
