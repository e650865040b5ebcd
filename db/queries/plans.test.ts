import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine, Statement } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'
import { type FillReport, fill } from '../testing/fill'
import { fillTraces, partId, type TraceSize } from '../testing/fill/traces'
import { testVault, testWorkspace } from '../testing/vault'
import { listBelow } from './below'
import { getEntity } from './entity'
import { countEntities, type EntityQuery, listEntities, listEntityIds } from './entity-list'
import { getHead } from './head'
import { nodeStatistics } from './node-statistics'
import { listRatings } from './rating'
import { getRun, listRunModels, listRuns } from './run'
import { lastSortKey, nextSortKey } from './siblings'
import { takenSlugs } from './slug'
import { listTrash } from './trash'
import { getVersion, listVersions } from './version'
import {
  finishedNodes,
  getNodeOrigin,
  getNodeRun,
  listNodeRuns,
  pairNodeRuns,
  waitingNodes,
} from './workflow-run'

/** Rows from which on reading a table from end to end is what a screen must never do. */
const many = 500

const size = { templates: 800, versions: 1, runs: 2500 }
const traces: TraceSize = { traces: 300, turns: 2, from: Date.now() - 5 * 86_400_000, apart: 60_000 }
const rootOf = (trace: number) => partId(traces, { trace, part: 0 })

type Vault = Awaited<ReturnType<typeof testVault>>
let vault: Vault
let filled: FillReport
let bigRelations: ReadonlySet<string>
beforeAll(async () => {
  vault = await testVault()
  // A second workspace of the same size: what is read of it is waste that a plan has to avoid.
  await fill(vault.engine, await testWorkspace(vault.engine), {
    templates: 1500,
    versions: 2,
    runs: 4000,
    seed: 2,
  })
  filled = await fill(vault.engine, vault.who, size)
  const [id = '', templateId = ''] = filled.templateIds
  await fillTraces(
    vault.engine,
    vault.who,
    {
      id,
      templateId,
      nodeIds: [uuidv7(), uuidv7(), uuidv7()],
      document: { kind: 'workflow', nodes: [], edges: [], limits: {} },
    },
    traces,
  )
  await vault.engine.superuser((session) => session.exec('analyze'))
  const { rows } = await vault.engine.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples > $1`,
    [many],
    { rowMode: 'array' },
  )
  bigRelations = new Set(rows.flatMap((row) => (Array.isArray(row) ? [String(row[0])] : [])))
  expect([...bigRelations]).toEqual(expect.arrayContaining(['entity', 'content', 'search_document']))
}, 240_000)
afterAll(() => vault?.close())

const list = (more: Partial<EntityQuery>) => (engine: Engine) =>
  listEntities(engine, vault.who, { deep: false, sort: 'updated', limit: 50, ...more })

const total = (filter: string) =>
  countEntities(vault.engine, vault.who, { types: ['template'], deep: false, filter })

const shownTypes: EntityQuery['types'] = ['template', 'context', 'variable_set', 'variable_definition']

const hot: Record<string, (engine: Engine) => Promise<unknown>> = {
  'a library by place': (engine) => list({ parentId: filled.libraryIds[0], sort: 'place' })(engine),
  'a library by title': (engine) => list({ parentId: filled.libraryIds[0], sort: 'title' })(engine),
  'the newest templates': list({ types: ['template'] }),
  'templates by title': list({ types: ['template'], sort: 'title' }),
  'a filter by a rare word': list({ filter: 'prompt-77' }),
  'a filter by two words of the text': list({ filter: 'refund contract' }),
  'a library with all below it': (engine) =>
    list({ parentId: filled.libraryIds[0], deep: true, types: shownTypes })(engine),
  'items that bear a tag': list({ types: shownTypes, tags: ['refund'] }),
  'items of a status': list({ types: shownTypes, statuses: ['archived'] }),
  'items of a rare kind': list({ types: ['context'] }),
  favourites: list({ types: shownTypes, favourites: true }),
  'the library, what is pinned first': list({ types: shownTypes, deep: true, pinnedFirst: true }),
  'the library by title, what is pinned first': list({
    types: shownTypes,
    deep: true,
    pinnedFirst: true,
    sort: 'title',
  }),
  'pinned items': list({ types: shownTypes, pinned: true }),
  'items by every filter': list({
    types: ['template'],
    tags: ['refund'],
    statuses: ['draft', 'approved'],
    favourites: true,
    pinned: true,
    filter: 'contract',
    sort: 'title',
  }),
  'the ids of a filtered list': (engine) =>
    listEntityIds(engine, vault.who, { deep: true, types: ['template'], tags: ['refund'], sort: 'updated' }),
  'the trash': (engine) => listTrash(engine, vault.who.workspaceId, { limit: 50 }),
  'ratings of an item': (engine) => listRatings(engine, vault.who, filled.templateIds[3] ?? ''),
  'what lies below a place': (engine) =>
    listBelow(engine, vault.who.workspaceId, [filled.libraryIds[0] ?? ''], null),
  'the neighbour in a place': (engine) =>
    nextSortKey(engine, vault.who.workspaceId, { parentId: filled.libraryIds[0] ?? null, after: 'a1' }),
  'one item': (engine) => getEntity(engine, vault.who, filled.templateIds[3] ?? ''),
  'a head': (engine) => getHead(engine, vault.who.workspaceId, filled.templateIds[3] ?? ''),
  'its history': (engine) =>
    listVersions(engine, vault.who.workspaceId, { id: filled.templateIds[3] ?? '', places: true, limit: 50 }),
  'a version': (engine) =>
    getVersion(engine, vault.who.workspaceId, { id: filled.templateIds[3] ?? '', versionId: uuidv7() }),
  'the newest runs': (engine) => listRuns(engine, vault.who.workspaceId, { limit: 50 }),
  'runs of an item': (engine) =>
    listRuns(engine, vault.who.workspaceId, { entityId: filled.templateIds[3], limit: 50 }),
  'failed runs': (engine) =>
    listRuns(engine, vault.who.workspaceId, { statuses: ['failed', 'timeout'], limit: 50 }),
  'runs of a model': (engine) => listRuns(engine, vault.who.workspaceId, { model: 'sim-large', limit: 50 }),
  'runs of a version': (engine) =>
    listRuns(engine, vault.who.workspaceId, { versionId: uuidv7(), limit: 50 }),
  'runs of a week': (engine) =>
    listRuns(engine, vault.who.workspaceId, {
      from: new Date(Date.now() - 7 * 86_400_000).toISOString(),
      until: new Date().toISOString(),
      limit: 50,
    }),
  'dear runs': (engine) => listRuns(engine, vault.who.workspaceId, { minCost: '0.0004', limit: 50 }),
  'rated runs': (engine) => listRuns(engine, vault.who.workspaceId, { minRating: 4, limit: 50 }),
  'runs side by side': (engine) => listRuns(engine, vault.who.workspaceId, { groupId: uuidv7(), limit: 50 }),
  'models of runs': (engine) => listRunModels(engine, vault.who.workspaceId),
  'a run': (engine) => getRun(engine, vault.who.workspaceId, uuidv7()),
  'where an answer came from': (engine) =>
    getNodeOrigin(engine, vault.who.workspaceId, partId(traces, { trace: 7, part: 1 })),
  'two runs node by node': (engine) =>
    pairNodeRuns(engine, vault.who.workspaceId, { left: rootOf(3), right: rootOf(200) }),
  'a page of a trace': (engine) =>
    listNodeRuns(engine, vault.who.workspaceId, { id: rootOf(150), limit: 100 }),
  'a run of a node': (engine) =>
    getNodeRun(engine, vault.who.workspaceId, partId(traces, { trace: 7, part: 1 })),
  'what a run finished': (engine) => finishedNodes(engine, vault.who.workspaceId, rootOf(150)),
  'nodes of a run that wait': (engine) => waitingNodes(engine, vault.who.workspaceId, rootOf(150)),
  'statistics of nodes': (engine) =>
    nodeStatistics(engine, vault.who.workspaceId, filled.templateIds[0] ?? ''),
  'the end of a place': (engine) =>
    lastSortKey(engine, vault.who.workspaceId, { parentId: filled.libraryIds[0] ?? null }),
  'taken slugs': (engine) =>
    takenSlugs(engine, vault.who.workspaceId, { id: uuidv7(), type: 'template' }, 'prompt-77'),
}

describe('as role app, with rows of two workspaces', () => {
  it.each(Object.keys(hot))('%s reads no big table from end to end', async (name) => {
    for (const plan of await plansOf(hot[name] ?? (async () => undefined))) {
      expect(scannedWhole(plan), JSON.stringify(plan, undefined, 1)).toEqual([])
    }
  })

  it('tags are found by their index', async () => {
    const plan = await explain({
      sql: "select id from entity where workspace_id = current_workspace() and tags @> array['refund']",
    })
    expect(scannedWhole(plan), JSON.stringify(plan)).toEqual([])
  })
})

describe('a filter that many match', () => {
  it.each(['prompt', 'e', 'or', 'refund'])(
    'finds what bears "%s", all of it and nothing else',
    async (filter) => {
      const [, bears] = await vault.engine.pipeline(
        [
          workspaceSetting(vault.who.workspaceId),
          {
            sql: `select e.id from entity e join search_document d on d.source_id = e.id
            where e.type = 'template' and e.deleted_at is null
              and (d.title ilike '%' || $1 || '%' or d.tsv @@ studio_query($1))`,
            params: [filter],
          },
        ],
        { rowMode: 'array' },
      )
      const expected = new Set((bears?.rows ?? []).map(String))
      const found: string[] = []
      for (let cursor: string | null = null, first = true; first || cursor; first = false) {
        const page: Awaited<ReturnType<typeof listEntities>> = await listEntities(vault.engine, vault.who, {
          types: ['template'],
          deep: false,
          sort: 'title',
          limit: 200,
          filter,
          cursor,
        })
        found.push(...page.items.map(({ id }) => id))
        cursor = page.next
      }
      expect(found).toHaveLength(expected.size)
      expect(new Set(found)).toEqual(expected)
      expect(await total(filter)).toBe(expected.size)
    },
  )

  it('is asked with some that pass the bound beyond which items are asked for one by one', async () => {
    const totals = await Promise.all(['e', 'or', 'refund'].map(total))
    const many = totals.filter((each) => each > 500 && each < size.templates)
    expect(many.length, JSON.stringify(totals)).toBeGreaterThan(0)
  })
})

/** The plans of every statement that a query sends. */
async function plansOf(query: (engine: Engine) => Promise<unknown>): Promise<unknown[]> {
  const sent: Statement[] = []
  const { engine } = vault
  await query({
    kind: engine.kind,
    query: (sql, params, options) => engine.query(sql, params, options),
    exec: (sql, options) => engine.exec(sql, options),
    transaction: (work, options) => engine.transaction(work, options),
    close: () => engine.close(),
    pipeline: (statements, options) => {
      sent.push(...statements.filter((statement) => !statement.sql.includes('set_config')))
      return engine.pipeline(statements, options)
    },
  })
  expect(sent.length).toBeGreaterThan(0)
  const plans = []
  for (const statement of sent) plans.push(await explain(statement))
  return plans
}

async function explain({ sql, params = [] }: Statement): Promise<unknown> {
  const [, result] = await vault.engine.pipeline(
    [workspaceSetting(vault.who.workspaceId), { sql: `explain (format json) ${sql}`, params }],
    { rowMode: 'array' },
  )
  const [row] = result?.rows ?? []
  return Array.isArray(row) ? row[0] : undefined
}

/** Big tables and partitions that a plan reads by a sequential scan. A month with few rows may well be read so. */
function scannedWhole(plan: unknown): string[] {
  if (Array.isArray(plan)) return plan.flatMap(scannedWhole)
  if (typeof plan !== 'object' || plan === null) return []
  const node = new Map(Object.entries(plan))
  const relation = String(node.get('Relation Name') ?? '')
  const whole = node.get('Node Type') === 'Seq Scan' && bigRelations.has(relation)
  return [...(whole ? [relation] : []), ...[...node.values()].flatMap(scannedWhole)]
}
