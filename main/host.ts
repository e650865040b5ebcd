import { uuidv7 } from 'uuidv7'
import { type Topic, topic } from '../contract/vault'
import type { Door } from '../contract/vocabulary'
import type { Launch } from '../db/backup/launch'
import { listAllWorkspaceIds } from '../db/queries/workspace'
import type { Caller } from './caller'
import { CodeService } from './engine/code/service'
import { ExpressionService } from './engine/expression/service'
import { Runs } from './engine/runs'
import { Web } from './engine/workflow/web'
import { WorkflowRuns } from './engine/workflow/workflow-runs'
import { beginOpening } from './first-opening'
import { aboutHandlers, type OpenFolder } from './handlers/about'
import { conversationHandlers } from './handlers/conversation'
import { draftHandlers } from './handlers/draft'
import { entityHandlers } from './handlers/entity'
import { exchangeHandlers } from './handlers/exchange'
import { fileHandlers } from './handlers/file'
import { jobHandlers } from './handlers/job'
import { notificationHandlers } from './handlers/notification'
import { providerHandlers } from './handlers/provider'
import { runHandlers } from './handlers/run'
import { sessionHandlers } from './handlers/session'
import { sqlHandlers } from './handlers/sql'
import { templateHandlers } from './handlers/template'
import { topicHandlers } from './handlers/topics'
import { variableHandlers } from './handlers/variable'
import { vaultHandlers } from './handlers/vault'
import { workflowHandlers } from './handlers/workflow'
import { workflowRunHandlers } from './handlers/workflow-run'
import { workspaceHandlers } from './handlers/workspace'
import { firstIdentity, identityAfter } from './people'
import { os } from './router'
import type { OsEncryption } from './secrets/sealer'
import { KeyStore } from './secrets/store'
import { Backups } from './services/backups'
import { Blobs } from './services/blobs'
import { Disk } from './services/disk'
import { Jobs } from './services/jobs'
import { Notifications } from './services/notifications'
import { Orphans } from './services/orphans'
import { SearchIndex } from './services/search-index'
import { startTidying } from './services/tidy'
import type { Identity, Session } from './session'
import { keepSocketDoor } from './socket/keep'
import type { Studio } from './studio'
import { TemplateService } from './templates/service'
import { Topics } from './topics'
import { VaultKeeper, type VaultPhase } from './vault-keeper'

/** Why the host closes: at quit a backup is made first. */
export type CloseReason = 'quit' | 'cancelled'

export interface HostOptions {
  /** The folder of vaults, backups, keys and log. */
  readonly data: string
  readonly door: Door
  /** The desktop's own encryption of keys, where the door has one that protects. */
  readonly osEncryption?: OsEncryption
  /** How a check runs in a process of its own; default a plain Node. */
  readonly launch?: Launch
  /** Where the door is a program of the desktop. */
  readonly openFolder?: OpenFolder
}

/**
 * Composes database, services, engine and providers. Knows nothing of the doors that open onto it, save that one may
 * have begun to open the vault before this code was there.
 */
export async function openHost(options: HostOptions, opening = beginOpening(options.data)) {
  const { paths, log, appVersion } = opening
  const topics = new Topics()
  const sessions = new Set<Session>()
  let first: Identity | null = null

  const keeper: VaultKeeper = new VaultKeeper(
    opening.options,
    async (vault) => {
      first = await firstIdentity(vault.engine)
      const by = { deviceId: first.deviceId, door: options.door }
      orphans.startAgain(vault.engine, by)
      for (const session of sessions) session.identity = await identityAfter(vault.engine, session, first)
      searchIndex.startAgain(await listAllWorkspaceIds(vault.engine))
    },
    log,
    opening.vault,
  )
  keeper.onChange(() => topics.announce(null, ...afterChange(keeper.phase)))
  const host = (): Caller | null => {
    const { openVault } = keeper
    return openVault && first ? { engine: openVault.engine, who: { ...first, door: options.door } } : null
  }
  const notifications: Notifications = new Notifications({ log, topics, host })
  const jobs = new Jobs({ log, topics, onEnd: (ended) => notifications.ofJob(ended) })
  const templates = new TemplateService()
  const keys = await KeyStore.open(options.data, options.osEncryption)
  const blobs = new Blobs(paths.blobsDir)
  const runs = new Runs({ templates, blobs, topics, notifications, log }, keys)
  const [expressions, code, web] = [new ExpressionService(), new CodeService(), new Web()]
  const workflowRuns = new WorkflowRuns({
    needs: { templates, blobs, ways: runs.ways, expressions, code, web, log },
    topics,
    notifications,
  })
  const backups: Backups = new Backups({
    paths,
    appVersion,
    keeper,
    topics,
    jobs,
    log,
    launch: options.launch,
    quiesce: async () => {
      await Promise.all([runs.stopAll(), workflowRuns.stopAll(), jobs.stopAll()])
    },
  })
  opening.backUpWith(async (_, engine, maintenance) => backups.beforeMigration({ engine, maintenance }))
  const orphans: Orphans = new Orphans({
    topics,
    notifications,
    log,
    runs: { holds: (workspaceId, id) => runs.holds(workspaceId, id) || workflowRuns.holds(workspaceId, id) },
    jobs,
  })
  const searchIndex: SearchIndex = new SearchIndex({ keeper, topics, log })
  const disk = new Disk(paths)
  const studio: Studio = {
    appVersion,
    keeper,
    topics,
    templates,
    keys,
    runs,
    workflowRuns,
    expressions,
    orphans,
    blobs,
    backups,
    jobs,
    notifications,
    disk,
    log,
  }
  const router = os.router({
    session: sessionHandlers(studio),
    workspace: workspaceHandlers(studio),
    entity: entityHandlers(studio),
    variable: variableHandlers(studio),
    draft: draftHandlers(studio),
    template: templateHandlers(studio),
    run: runHandlers(studio),
    workflowRun: workflowRunHandlers(studio),
    conversation: conversationHandlers(studio),
    exchange: exchangeHandlers(studio),
    file: fileHandlers(studio),
    provider: providerHandlers(studio),
    vault: vaultHandlers(studio),
    job: jobHandlers(studio),
    notification: notificationHandlers(studio),
    about: aboutHandlers(studio, options.openFolder ?? null),
    sql: sqlHandlers(studio),
    workflow: workflowHandlers(studio),
    topics: topicHandlers(studio),
  })

  await keeper.open()
  const served = {
    router,
    report: (error: unknown, reportId: string): void => log.error('A call failed.', error, { reportId }),
    openSession(door: Door): Session {
      const session: Session = { id: uuidv7(), door, identity: first }
      sessions.add(session)
      return session
    },
    closeSession(session: Session): void {
      sessions.delete(session)
    },
  }
  backups.startSchedule()
  const stopTidying = startTidying(studio, host)
  const closeSocket = keepSocketDoor(served, paths.socketPath, keeper, log)
  return {
    ...served,
    vaultDir: paths.folder,
    /** What the handlers stand on, for work beside them. @throws VAULT_CLOSED */
    vault: () => keeper.vault(),
    async close(reason: CloseReason): Promise<void> {
      await closeSocket()
      await jobs.stopAll()
      await stopTidying()
      await backups.close()
      await searchIndex.close()
      await orphans.close()
      await workflowRuns.stopAll()
      await runs.close()
      await Promise.all([expressions.close(), code.close()])
      web.close()
      await templates.close()
      if (reason === 'quit') await backups.atQuit()
      await keeper.close()
    },
  }
}

export type Host = Awaited<ReturnType<typeof openHost>>

/** A vault that opens may be another than before: every window looks at everything again. */
function afterChange(phase: VaultPhase): Topic[] {
  const aggregates = phase === 'open' ? topic.shape.aggregate.options : (['vault'] as const)
  return aggregates.map((aggregate) => ({ aggregate, id: null }))
}
