import { z } from 'zod'
import { keepSetting } from '../../../db/keep/setting'
import { getSetting } from '../../../db/queries/setting'
import type { Caller } from '../../caller'
import { createNetClient, type NetClient } from '../../net/client'
import { NetError } from '../../net/errors'
import { originOf } from '../../net/policy'
import { NodeFailure } from './node-failure'

const setting = { scope: 'workspace', key: 'workflow.hosts' } as const
const hosts = z.array(z.string().max(300)).max(500).catch([])

export interface WebRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string | null
  readonly timeoutMs: number
}

export interface WebAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Origins that somebody allowed workflows of this workspace to ask, such as `https://api.example.com:443`. */
export const approvedHosts = async ({ engine, who }: Caller): Promise<string[]> =>
  hosts.parse((await getSetting(engine, who, setting)) ?? [])

/** Allows or forbids the origin of an address. @throws NetError where it is no address */
export async function approveHost(
  caller: Caller,
  input: { readonly commandId: string; readonly address: string; readonly approved: boolean },
): Promise<string[]> {
  const origin = originOf(new URL(input.address))
  const others = (await approvedHosts(caller)).filter((each) => each !== origin)
  const value = input.approved ? [...others, origin].sort() : others
  await keepSetting(caller.engine, caller.who, { commandId: input.commandId, ...setting, value })
  return value
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD']

/** What http nodes ask the network through: approved hosts only, by the rules of main/net. */
export class Web {
  private readonly clients = new Map<string, NetClient>()

  /** @throws NodeFailure with what happened and what to do */
  async ask(caller: Caller, request: WebRequest, signal: AbortSignal): Promise<WebAnswer> {
    const origin = readOrigin(request.url)
    if (!(await approvedHosts(caller)).includes(origin)) {
      throw new NodeFailure(
        'host_not_approved',
        `Nobody has allowed workflows of this workspace to ask ${origin}. Allow it, then resume the run.`,
      )
    }
    const limit = AbortSignal.timeout(request.timeoutMs)
    try {
      const response = await this.client(origin).fetch(request.url, {
        method: request.method,
        headers: request.headers.map(([name, value]): [string, string] => [name, value]),
        ...(request.body === null ? {} : { body: request.body }),
        signal: AbortSignal.any([signal, limit]),
      })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }
    } catch (error) {
      signal.throwIfAborted()
      if (limit.aborted) {
        const seconds = request.timeoutMs / 1000
        throw new NodeFailure(
          'timeout',
          `${origin} did not answer within ${seconds} s. Give the node more time.`,
          {
            status: 'timeout',
          },
        )
      }
      if (error instanceof NetError) throw new NodeFailure(error.code, error.message)
      throw error
    }
  }

  close(): void {
    for (const client of this.clients.values()) client.close()
    this.clients.clear()
  }

  private client(origin: string): NetClient {
    const known = this.clients.get(origin)
    if (known) return known
    const made = createNetClient({ entered: [origin], methods })
    this.clients.set(origin, made)
    return made
  }
}

function readOrigin(address: string): string {
  try {
    return originOf(new URL(address))
  } catch {
    throw new NodeFailure('address', 'What the node asks is no address. Begin it with https:// and a host.')
  }
}
