import type { Caller } from './caller'
import type { ExpressionService } from './engine/expression/service'
import type { Runs } from './engine/runs'
import type { WorkflowRuns } from './engine/workflow/workflow-runs'
import { failure } from './failure'
import type { Log } from './log'
import type { KeyStore } from './secrets/store'
import type { Backups } from './services/backups'
import type { Blobs } from './services/blobs'
import type { Disk } from './services/disk'
import type { Jobs } from './services/jobs'
import type { Notifications } from './services/notifications'
import type { Orphans } from './services/orphans'
import { type Session, whoOf } from './session'
import type { TemplateService } from './templates/service'
import type { Topics } from './topics'
import type { VaultKeeper } from './vault-keeper'

/** What every service is given. */
export interface Studio {
  readonly appVersion: string
  readonly keeper: VaultKeeper
  readonly topics: Topics
  readonly templates: TemplateService
  readonly keys: KeyStore
  readonly runs: Runs
  readonly workflowRuns: WorkflowRuns
  readonly expressions: ExpressionService
  readonly orphans: Orphans
  readonly blobs: Blobs
  readonly backups: Backups
  readonly jobs: Jobs
  readonly notifications: Notifications
  readonly disk: Disk
  readonly log: Log
}

/** @throws VAULT_CLOSED where there is no open vault to work in */
export async function callerOf(studio: Studio, session: Session): Promise<Caller> {
  const engine = await studio.keeper.engine()
  const { identity } = session
  if (!identity)
    throw failure('VAULT_CLOSED', 'The vault is still opening. Try again in a moment.', { state: 'opening' })
  return { engine, who: whoOf(session, identity) }
}

/** As `callerOf`, once no run that ended with an earlier studio is shown as under way. @throws VAULT_CLOSED */
export async function readerOfRuns(studio: Studio, session: Session): Promise<Caller> {
  const caller = await callerOf(studio, session)
  await studio.orphans.settled()
  return caller
}
