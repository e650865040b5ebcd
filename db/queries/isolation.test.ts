import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Engine } from '../engine'
import { keepConnection } from '../keep/connection'
import { keepDraft } from '../keep/draft'
import { startJob } from '../keep/job'
import { addNotification } from '../keep/notification'
import { keepSetting } from '../keep/setting'
import { workspaceSetting } from '../pglite/drizzle-client'
import { steps, take } from '../testing/commands'
import { textTemplate } from '../testing/documents'
import { type TestVault, testVault, testWorkspace } from '../testing/vault'
import type { Who } from '../write/command'
import { getBase } from './base'
import { itemsBehind } from './behind'
import { listBelow } from './below'
import { getBlob } from './blob'
import { readBodies } from './bodies'
import { getConnection, listConnections } from './connection'
import { contextTexts, reachedContexts } from './context'
import { getConversation, listConversations, listMessages } from './conversation'
import { countVault, countWorkspace } from './counts'
import { getDraft } from './draft'
import { getEntity } from './entity'
import { countEntities, listEntities, listEntityIds } from './entity-list'
import { getFollowed, listLabels } from './followed'
import { getHead, headStates, heads } from './head'
import { getJob, listJobs } from './job'
import { nodeStatistics } from './node-statistics'
import { listNotifications } from './notification'
import { listPlaces } from './place'
import { hasEntities } from './presence'
import { getPrice, listPrices } from './price'
import { listRatings } from './rating'
import { getRun, listRunModels, listRuns } from './run'
import { getSetting } from './setting'
import { lastSortKey, nextSortKey } from './siblings'
import { heldSlugs, takenSlugs } from './slug'
import { listStarter } from './starter'
import { listTags } from './tag'
import { listTrash } from './trash'
import {
  countRowsOfVersion,
  definitionsById,
  getVariableRow,
  listDefinitions,
  listDefinitionUsers,
  listVariableRows,
  rowPlaces,
} from './variable-set'
import { getVersion, listVersions, pastVersions } from './version'
import { listVersionStates } from './version-state'
import {
  finishedNodes,
  getGivenInputs,
  getNodeBody,
  getNodeOrigin,
  getNodeRun,
  getStartedWorkflow,
  listNodeRuns,
  pairNodeRuns,
  waitingNodes,
} from './workflow-run'
import { listAccounts, listAllWorkspaceIds, listWorkspaces, takenWorkspaceSlugs } from './workspace'

/** A row of any workspace: its ids are tried in every other. */
interface Target {
  readonly entityId: string
  readonly parentId: string | null
  readonly versionId: string
  readonly runId: string
  readonly connectionId: string
  readonly jobId: string
}

const page = { limit: 200 }

/** Every function that reads, called as one workspace with ids of another. A new one without a row here fails. */
const probes: Record<string, (engine: Engine, who: Who, target: Target) => Promise<unknown>> = {
  listBelow: async (engine, who, { entityId, parentId }) => [
    await listBelow(engine, who.workspaceId, [entityId], null),
    await listBelow(engine, who.workspaceId, [parentId ?? entityId, entityId], null),
  ],
  contextTexts: (engine, who) => contextTexts(engine, who.workspaceId, ['tone', 'tone-2', 'tone-3']),
  reachedContexts: (engine, who) => reachedContexts(engine, who.workspaceId, ['tone', 'tone-2']),
  getBase: async (engine, who, { entityId, versionId }) => [
    await getBase(engine, who.workspaceId, { templateId: entityId, follow: { by: 'latest' } }),
    await getBase(engine, who.workspaceId, { templateId: entityId, follow: { by: 'version', versionId } }),
    await getBase(engine, who.workspaceId, { templateId: entityId, follow: { by: 'label', label: 'x' } }),
  ],
  readBodies: async (engine, who) =>
    (await readBodies(engine, who.workspaceId, ['a'.repeat(64)]))('a'.repeat(64)),
  finishedNodes: async (engine, who, { runId }) => [...(await finishedNodes(engine, who.workspaceId, runId))],
  getNodeBody: async (engine, who, { runId: nodeRunId }) => [
    await getNodeBody(engine, who.workspaceId, { nodeRunId, which: 'inputs' }),
    await getNodeBody(engine, who.workspaceId, { nodeRunId, which: 'outputs' }),
  ],
  getNodeOrigin: (engine, who, { runId }) => getNodeOrigin(engine, who.workspaceId, runId),
  getNodeRun: (engine, who, { runId }) => getNodeRun(engine, who.workspaceId, runId),
  getGivenInputs: (engine, who, { runId }) => getGivenInputs(engine, who.workspaceId, runId),
  getStartedWorkflow: (engine, who, { runId }) => getStartedWorkflow(engine, who.workspaceId, runId),
  listNodeRuns: (engine, who, { runId }) => listNodeRuns(engine, who.workspaceId, { ...page, id: runId }),
  nodeStatistics: (engine, who, { entityId }) => nodeStatistics(engine, who.workspaceId, entityId),
  pairNodeRuns: (engine, who, { runId }) =>
    pairNodeRuns(engine, who.workspaceId, { left: runId, right: runId }),
  waitingNodes: (engine, who, { runId }) => waitingNodes(engine, who.workspaceId, runId),
  getVariableRow: (engine, who, { entityId }) => getVariableRow(engine, who.workspaceId, entityId, 1),
  getFollowed: async (engine, who, { entityId, versionId }) => [
    await getFollowed(engine, who.workspaceId, entityId, { by: 'latest' }),
    await getFollowed(engine, who.workspaceId, entityId, { by: 'version', versionId }),
  ],
  listLabels: (engine, who, { entityId }) => listLabels(engine, who.workspaceId, entityId),
  hasEntities: (engine, who) => hasEntities(engine, who.workspaceId),
  getConnection: (engine, who, { connectionId }) => getConnection(engine, who.workspaceId, connectionId),
  listConnections: (engine, who) => listConnections(engine, who.workspaceId),
  countVault: (engine) => countVault(engine),
  countWorkspace: (engine, who) => countWorkspace(engine, who.workspaceId),
  getDraft: (engine, who, { entityId }) => getDraft(engine, who, entityId),
  getEntity: (engine, who, { entityId }) => getEntity(engine, who, entityId),
  countEntities: async (engine, who, { parentId }) => [
    { n: await countEntities(engine, who, { deep: true, parentId }) },
    { n: await countEntities(engine, who, { deep: false, filter: 'canary' }) },
  ],
  listEntities: async (engine, who, { parentId }) => [
    await listEntities(engine, who, { ...page, deep: true, parentId, sort: 'title' }),
    await listEntities(engine, who, {
      ...page,
      deep: false,
      sort: 'place',
      types: ['lab', 'library'],
    }),
    await listEntities(engine, who, { ...page, deep: false, sort: 'updated', filter: 'canary' }),
  ],
  getHead: (engine, who, { entityId }) => getHead(engine, who.workspaceId, entityId),
  headStates: (engine, who) => headStates(engine, who.workspaceId, undefined),
  heldSlugs: (engine, who) => heldSlugs(engine, who.workspaceId, ['tone', 'tone-2']),
  definitionsById: (engine, who, { entityId }) => definitionsById(engine, who.workspaceId, [entityId]),
  listDefinitions: (engine, who) => listDefinitions(engine, who.workspaceId),
  listDefinitionUsers: (engine, who, { entityId }) => listDefinitionUsers(engine, who.workspaceId, entityId),
  listEntityIds: (engine, who, { parentId }) =>
    listEntityIds(engine, who, { deep: true, parentId, sort: 'rating' }),
  listRatings: (engine, who, { entityId }) => listRatings(engine, who, entityId),
  listTags: (engine, who) => listTags(engine, who.workspaceId),
  listTrash: (engine, who) => listTrash(engine, who.workspaceId, page),
  listVariableRows: async (engine, who, { entityId, versionId }) => [
    await listVariableRows(engine, who.workspaceId, { ...page, id: entityId }),
    await listVariableRows(engine, who.workspaceId, { ...page, id: entityId, versionId }),
  ],
  countRowsOfVersion: (engine, who, { entityId, versionId }) =>
    countRowsOfVersion(engine, who.workspaceId, { id: entityId, versionId }),
  listVersionStates: (engine, who, { versionId }) => listVersionStates(engine, who.workspaceId, [versionId]),
  rowPlaces: (engine, who, { entityId }) => rowPlaces(engine, who.workspaceId, entityId, [entityId]),
  heads: (engine, who) => heads(engine, who.workspaceId, undefined),
  listPlaces: (engine, who) => listPlaces(engine, who.workspaceId),
  listConversations: async (engine, who) => [
    await listConversations(engine, who.workspaceId, page),
    await listConversations(engine, who.workspaceId, { ...page, filter: 'canary' }),
  ],
  getConversation: (engine, who, { entityId }) => getConversation(engine, who.workspaceId, entityId),
  listMessages: (engine, who, { entityId }) => listMessages(engine, who.workspaceId, entityId),
  getBlob: (engine, who) => getBlob(engine, who.workspaceId, 'a'.repeat(64)),
  getJob: (engine, who, { jobId }) => getJob(engine, who.workspaceId, jobId),
  listJobs: (engine, who) => listJobs(engine, who.workspaceId),
  listNotifications: (engine, who) => listNotifications(engine, who),
  getPrice: (engine, who) => getPrice(engine, who.workspaceId, 'openai', 'gpt-4o'),
  listPrices: (engine, who) => listPrices(engine, who.workspaceId),
  listRunModels: (engine, who) => listRunModels(engine, who.workspaceId),
  getRun: (engine, who, { runId }) => getRun(engine, who.workspaceId, runId),
  listRuns: async (engine, who, { entityId }) => [
    await listRuns(engine, who.workspaceId, { ...page, entityId }),
    await listRuns(engine, who.workspaceId, page),
  ],
  getSetting: (engine, who) => getSetting(engine, who, { scope: 'workspace', key: 'canary' }),
  lastSortKey: (engine, who, { parentId }) => lastSortKey(engine, who.workspaceId, { parentId }),
  nextSortKey: (engine, who, { entityId, parentId }) =>
    nextSortKey(engine, who.workspaceId, { parentId, without: [entityId], after: 'a' }),
  takenSlugs: (engine, who, { entityId }) =>
    takenSlugs(engine, who.workspaceId, { id: entityId, type: 'context' }, 'tone'),
  listStarter: (engine, who) => listStarter(engine, who.workspaceId),
  pastVersions: (engine, who, { entityId }) => pastVersions(engine, who.workspaceId, [entityId]),
  getVersion: (engine, who, { entityId, versionId }) =>
    getVersion(engine, who.workspaceId, { id: entityId, versionId }),
  listVersions: (engine, who, { entityId }) =>
    listVersions(engine, who.workspaceId, { ...page, id: entityId, places: true }),
  itemsBehind: (engine, who) => itemsBehind(engine, who.workspaceId, { since: null, limit: 50 }),
  listAccounts: (engine) => listAccounts(engine),
  listAllWorkspaceIds: (engine) => listAllWorkspaceIds(engine),
  listWorkspaces: (engine, who) => listWorkspaces(engine, who.accountId),
  takenWorkspaceSlugs: (engine) => takenWorkspaceSlugs(engine, 'test'),
}

/** Functions of these modules that ask no database. */
const pure = [
  'averageCost',
  'firstRows',
  'beforePartsOf',
  'firstIdOf',
  'formOf',
  'isFavourite',
  'meanRating',
  'oneOfIds',
  'ownDraft',
  'pageOf',
  'readCursor',
  'toSummary',
]

let vault: TestVault
beforeAll(async () => {
  vault = await testVault()
})
afterAll(() => vault?.close())

it('has every query of db/queries in its list', () => {
  const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'], { eager: true })
  const functions = Object.values(modules).flatMap((module) =>
    Object.entries(module).flatMap(([name, value]) => (typeof value === 'function' ? [name] : [])),
  )
  expect([...Object.keys(probes), ...pure].sort()).toEqual([...new Set(functions)].sort())
})

it('shows no workspace anything of four others, whatever ids it names', async () => {
  const { engine } = vault
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 5, maxLength: 5 }), async (sessions) => {
      const accountId = uuidv7()
      const owners = []
      for (const session of sessions) owners.push(await inhabit(engine, accountId, session))
      for (const owner of owners) {
        const foreign = owners.filter((other) => other !== owner)
        for (const [name, probe] of Object.entries(probes)) {
          for (const { target } of owners) {
            const seen = JSON.stringify(await probe(engine, owner.who, target)) ?? ''
            for (const other of foreign) expect(seen, name).not.toContain(other.canary)
          }
        }
        const raw = await everyTable(engine, owner.who)
        expect(raw).toContain(owner.canary)
        for (const other of foreign) expect(raw).not.toContain(other.canary)
      }
    }),
    { numRuns: 2, interruptAfterTimeLimit: 45_000 },
  )
})

/** A workspace with a random past, a draft, a choice and a connection, its canary in each. */
async function inhabit(engine: Engine, accountId: string, session: Parameters<typeof take>[2]) {
  const who = await testWorkspace(engine, accountId)
  const canary = `canary${uuidv7().replaceAll('-', '')}`
  const certain = { target: 0, other: 0, text: 'plain', repeated: false, late: false }
  const acts = ['lab', 'library', 'template', 'context', 'save', 'run'] as const
  await take(engine, who, [...acts.map((act) => ({ ...certain, act })), ...session], canary)
  const [some] = await heads(engine, who.workspaceId, undefined)
  const connectionId = uuidv7()
  const command = () => ({ commandId: uuidv7() })
  const draft = { baseVersionId: null, document: textTemplate(canary), values: { canary } }
  await keepDraft(engine, who, { ...command(), ...draft, entityId: some?.id ?? '' })
  await keepSetting(engine, who, { ...command(), scope: 'workspace', key: 'canary', value: canary })
  await keepConnection(engine, who, {
    ...command(),
    id: connectionId,
    rowVersion: null,
    name: canary,
    kind: 'simulator',
    models: [],
    shared: false,
  })
  const jobId = uuidv7()
  await startJob(engine, who, { id: jobId, kind: 'import', input: { subject: canary } })
  await addNotification(engine, who, { kind: 'job.done', subject: canary, everybody: true })
  const { items } = await listRuns(engine, who.workspaceId, page)
  const target: Target = {
    entityId: some?.id ?? '',
    parentId: some?.state.parentId ?? null,
    versionId: some?.headVersionId ?? '',
    runId: items[0]?.id ?? uuidv7(),
    connectionId,
    jobId,
  }
  return { who, canary, target }
}

/** All rows that a workspace sees of all tables, as text; bodies inflated rows aside. */
async function everyTable(engine: Engine, { workspaceId }: Who): Promise<string> {
  const tables = await engine.query(
    `select c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not c.relispartition and has_table_privilege(c.oid, 'select') order by 1`,
    [],
    { rowMode: 'array' },
  )
  const names = tables.rows.flatMap((row) => (Array.isArray(row) ? [String(row[0])] : []))
  expect(names).toContain('entity')
  const results = await engine.pipeline([
    workspaceSetting(workspaceId),
    ...names.map((name) => ({ sql: `select t::text from ${name} t` })),
  ])
  return JSON.stringify(results)
}
