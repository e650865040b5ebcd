import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { implement, ORPCError } from '@orpc/server'
import { contract } from '../../contract/index'
import { layout } from '../../contract/preferences'
import type { Door } from '../../contract/vocabulary'
import type { CallContext, Session } from '../session'
import type { ServedHost } from './serve'

export const workspaceA = '0193c000-0000-7000-8000-00000000000a'
export const workspaceB = '0193c000-0000-7000-8000-00000000000b'
const someone = '0193c000-0000-7000-8000-000000000001'

/** What of the contract the doors' tests call: an answer, an error of each kind, an endless stream. */
const part = {
  session: { get: contract.session.get, open: contract.session.open },
  vault: { status: contract.vault.status },
  entity: { get: contract.entity.get },
  topics: contract.topics,
}

export interface TestHost extends ServedHost {
  readonly sessions: Set<Session>
  readonly reports: unknown[]
  /** How many endless streams are being produced right now. */
  streams(): number
}

/** A real router over a part of the contract, without a vault: the doors carry it as they carry the host's. */
export function testHost(name = 'studio'): TestHost {
  const sessions = new Set<Session>()
  const reports: unknown[] = []
  let streams = 0
  const on = implement(part).$context<CallContext>()
  const info = ({ identity, door }: Session, workspaceId = identity?.workspaceId ?? workspaceA) => ({
    account: { id: someone, name, colour: 'blue' },
    workspace: {
      id: workspaceId,
      name,
      slug: name,
      kind: 'personal' as const,
      colour: 'blue',
      role: 'owner' as const,
      archived: false,
      rowVersion: 1,
    },
    door,
    appVersion: '0',
    preferences: {},
    layout: layout.parse({}),
  })

  const router = on.router({
    session: {
      get: on.session.get.handler(({ context }) => info(context.session)),
      open: on.session.open.handler(({ context, input }) => {
        context.session.identity = { accountId: someone, deviceId: someone, workspaceId: input.workspaceId }
        return info(context.session)
      }),
    },
    vault: {
      status: on.vault.status.handler(() => {
        throw new ORPCError('VAULT_CLOSED', {
          status: 503,
          message: 'Restore a backup.',
          data: { state: 'damaged' },
        })
      }),
    },
    entity: {
      get: on.entity.get.handler(() => {
        throw new Error('secret path /home/someone/keys')
      }),
    },
    topics: {
      watch: on.topics.watch.handler(async function* ({ signal }) {
        streams += 1
        try {
          while (!signal?.aborted) {
            yield { aggregate: 'run' as const, id: null }
            await new Promise((resolve) => setTimeout(resolve, 5))
          }
        } finally {
          streams -= 1
        }
      }),
    },
  })

  return {
    router,
    sessions,
    reports,
    report: (error) => void reports.push(error),
    streams: () => streams,
    openSession(door: Door) {
      const session: Session = { id: crypto.randomUUID(), door, identity: null }
      sessions.add(session)
      return session
    },
    closeSession: (session) => void sessions.delete(session),
  }
}

/** A built page as small as one can be. */
export function testPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'promptstudio-pages-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><meta name="studio-secret" content="__STUDIO_SECRET__"><script type="module" src="/assets/index-abc.js"></script>',
  )
  writeFileSync(join(folder, 'assets', 'index-abc.js'), 'export {}')
  writeFileSync(join(folder, 'assets', 'index-abc.js.map'), '{}')
  return folder
}

/** Waits until something holds that other threads or sockets bring about; fails after five seconds. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries += 1) {
    if (tries > 500) throw new Error(`This never came true: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
