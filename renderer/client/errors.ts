import { type ClientContext, type ClientLink, mapEventIterator, ORPCError } from '@orpc/client'
import type { Wire } from './wire'

/**
 * The connection to the host ended with this call under way. Whether it took effect is unknown: a write may be repeated
 * with the same command id, a read simply repeated.
 */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  readonly code = 'CONNECTION_LOST'

  constructor() {
    super('The connection to the studio was lost. It is being opened again; nothing that was saved is gone.')
  }
}

/** A wire's calls, with ConnectionLost for whatever fails because the wire broke, in the middle of a stream too. */
export function lossAware(wire: Wire): ClientLink<ClientContext> {
  const told = (error: unknown) => (error instanceof ORPCError || wire.alive() ? error : new ConnectionLost())

  return {
    async call(path, input, options) {
      try {
        const output = await wire.link.call(path, input, options)
        if (!isStream(output)) return output
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => told(error),
        })
      } catch (error) {
        throw told(error)
      }
    },
  }
}

function isStream(output: unknown): output is AsyncIterator<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}
