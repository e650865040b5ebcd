import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { executionStatuses } from '../contract/vocabulary'
import type { Engine, Session } from './engine'
import { asApp, engineKinds, rowsOf, type TestDatabase, testDatabase } from './testing/databases'

const hash = 'a'.repeat(64)
const device = '019a0000-0000-7000-8000-00000000000d'

describe.each(engineKinds)('functions of the write path on %s', (kind) => {
  let database: TestDatabase
  let engine: Engine
  let workspace: string

  beforeAll(async () => {
    database = await testDatabase(kind)
    engine = database.engine
    await engine.exec("set timezone = 'UTC'")
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    workspace = await newWorkspace()
  })

  async function newWorkspace(): Promise<string> {
    const id = uuidv7()
    await engine.query(
      `insert into workspace (id, name, slug, kind, created_at, updated_at)
       values ($1::uuid, 'One', $1::text, 'personal', now(), now())`,
      [id],
    )
    return id
  }

  const begin = (session: Session, command: string, at: string) =>
    rowsOf<{ at: string }>(
      session,
      `select to_char(begin_command($1, $2, 'test', $3), 'YYYY-MM-DD HH24:MI:SS.US') as at`,
      [workspace, command, at],
    )

  /** An entity with its main branch and first version, all naming each other. */
  async function newEntity(title: string, at = '2026-01-01T00:00:00Z'): Promise<string> {
    const [id, version] = [uuidv7(), uuidv7()]
    await asApp(engine, workspace, async (session) => {
      await begin(session, uuidv7(), at)
      const add = (sql: string, params: unknown[]) => session.query(sql, params)
      await add(
        `insert into entity (workspace_id, id, type, title, sort_key, doc, head_version_id, created_at, updated_at)
         values ($1, $2, 'template', $3, 'a0', '{}', $4, command_instant(), command_instant())`,
        [workspace, id, title, version],
      )
      await add(
        `insert into branch (workspace_id, id, entity_id, name, head_version_id, created_at)
         values ($1, $2, $2, 'main', $3, command_instant())`,
        [workspace, id, version],
      )
      await add(
        `insert into content (workspace_id, hash, body, encoding, size, created_at)
         values ($1, $2, '{}', 'plain', 2, command_instant()) on conflict do nothing`,
        [workspace, hash],
      )
      await addVersion(session, { id: version, entity: id, title, number: 1 })
    })
    return id
  }

  const addVersion = (session: Session, v: { id: string; entity: string; title: string; number: number }) =>
    session.query(
      `insert into entity_version (workspace_id, id, entity_id, branch_id, number, semver, kind, title, sort_key,
         content_hash, parents, device_id, authored_at, valid_from)
       values ($1, $2, $3, $3, $4, '0.1.0', 'content', $5, 'a0', $6, '{}', $7, command_instant(), command_instant())`,
      [workspace, v.id, v.entity, v.number, v.title, hash, device],
    )

  test('the instants of one workspace only ever go forward, whatever the clock says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 8 }),
        async (clocks) => {
          workspace = await newWorkspace()
          const given: string[] = []
          for (const clock of clocks) {
            const at = `2026-01-01T00:00:0${clock}.000Z`
            const [row] = await asApp(engine, workspace, (session) => begin(session, uuidv7(), at))
            expect((row?.at ?? '') >= at.replace('T', ' ').slice(0, 19)).toBe(true)
            given.push(row?.at ?? '')
          }
          expect(given).toEqual([...new Set(given)].sort())
        },
      ),
      { numRuns: 15 },
    )
  })

  test('a command applied before is refused with its id, and one rolled back was not applied', async () => {
    const command = uuidv7()
    const attempt = (fail: boolean) =>
      asApp(engine, workspace, async (session) => {
        await begin(session, command, '2026-01-01T00:00:00Z')
        if (fail) await session.query('select 1 / 0')
      })
    await expect(attempt(true)).rejects.toMatchObject({ code: '22012' })
    await attempt(false)
    await expect(attempt(false)).rejects.toMatchObject({ code: 'PS409', fields: { detail: command } })
    expect(await rowsOf(engine, 'select command_instant() as at')).toEqual([{ at: null }])
  })

  test('a stale head tells what is there instead; another workspace has no such entity', async () => {
    const id = await newEntity('One')
    const expectHead = (where: string, version: number) =>
      asApp(engine, where, (session) => session.query('select expect_head($1, $2, $3)', [where, id, version]))
    await expectHead(workspace, 1)
    const refusal = await expectHead(workspace, 7).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code: '40001', message: 'stale' })
    const detail: unknown = JSON.parse(
      String(Reflect.get(Object(Reflect.get(Object(refusal), 'fields')), 'detail')),
    )
    expect(detail).toMatchObject({ entity: id, expected: 7, actual: 1, head_version_id: expect.any(String) })
    await expect(expectHead(await newWorkspace(), 1)).rejects.toMatchObject({ code: 'PS404' })
  })

  test('as-of reads main as it was, with the status of that instant', async () => {
    const id = await newEntity('Old name')
    const second = uuidv7()
    await asApp(engine, workspace, async (session) => {
      await begin(session, uuidv7(), '2026-02-01T00:00:00Z')
      await session.query(
        "update entity_version set valid_to = command_instant(), state = 'past' where workspace_id = $1 and entity_id = $2",
        [workspace, id],
      )
      await addVersion(session, { id: second, entity: id, title: 'New name', number: 2 })
      for (const [status, from, to] of [
        ['draft', '2026-02-01', '2026-03-01'],
        ['published', '2026-03-01', null],
      ]) {
        await session.query(
          'insert into version_status (workspace_id, id, version_id, status, valid_from, valid_to) values ($1,$2,$3,$4,$5,$6)',
          [workspace, uuidv7(), second, status, from, to],
        )
      }
    })
    const at = (instant: string) =>
      asApp(engine, workspace, (session) =>
        rowsOf(session, 'select title, status from entity_as_of($1, $2)', [id, instant]),
      )
    expect(await at('2025-12-31')).toEqual([])
    expect(await at('2026-01-15')).toEqual([{ title: 'Old name', status: 'draft' }])
    expect(await at('2026-02-01')).toEqual([{ title: 'New name', status: 'draft' }])
    expect(await at('2026-04-01')).toEqual([{ title: 'New name', status: 'published' }])
    const history = await asApp(engine, workspace, (session) =>
      rowsOf(session, 'select number, state from get_entity_history($1)', [id]),
    )
    expect(history).toEqual([
      { number: 2, state: 'head' },
      { number: 1, state: 'past' },
    ])
  })

  test('the graph follows both directions to its depth, ends on a cycle, and forgets closed links', async () => {
    const [a, b, c, d] = [
      await newEntity('a'),
      await newEntity('b'),
      await newEntity('c'),
      await newEntity('d'),
    ]
    const link = (source: string, target: string, to: string | null = null) =>
      engine.query(
        `insert into relationship (workspace_id, id, source_id, target_id, type, valid_from, valid_to)
         values ($1, $2, $3, $4, 'depends_on', '2026-01-01', $5)`,
        [workspace, uuidv7(), source, target, to],
      )
    for (const [source, target] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const)
      await link(source, target)
    await link(a, d, '2026-01-02')
    const graph = (depth: number) =>
      asApp(engine, workspace, (session) =>
        rowsOf(
          session,
          'select direction, depth, source_id as s, target_id as t from get_entity_graph($1, $2)',
          [a, depth],
        ),
      )
    expect(await graph(1)).toEqual([
      { direction: 'in', depth: 1, s: c, t: a },
      { direction: 'out', depth: 1, s: a, t: b },
    ])
    expect(await graph(9)).toHaveLength(6)
  })

  test('running sums and a rebuild give the same figures', async () => {
    const entities = [await newEntity('x'), await newEntity('y')]
    const run = fc.record({
      entity: fc.constantFrom(...entities, null),
      kind: fc.constantFrom('template', 'model_call', 'workflow'),
      status: fc.constantFrom(...executionStatuses),
      root: fc.boolean(),
      cost: fc.constantFrom(null, '0', '0.000000125', '1.1', '2.2'),
      duration: fc.constantFrom(null, 0.1, 0.2, 12.7),
      at: fc.constantFrom('2026-01-31T23:59:59.9Z', '2026-02-01T00:00:00Z', '2026-02-01T12:00:00Z'),
    })
    const figures = async (session: Session) => {
      const found: unknown[] = []
      for (const table of ['entity_stats', 'daily_usage', 'workspace_usage_summary']) {
        found.push(await rowsOf(session, `select * from ${table} t order by t::text`))
      }
      return found
    }
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (runs, atOnce) => {
          const [kept, rebuilt] = await asApp(engine, workspace, async (session) => {
            const ids: string[] = []
            for (const each of runs) {
              const id = uuidv7()
              ids.push(id)
              await session.query(
                `insert into execution (workspace_id, id, kind, trace_id, parent_id, entity_id, status, cost, duration_ms,
                 started_at, provider, model) values ($1, $2, $3, $2, $4, $5, $6, $7, $8, $9, 'p', 'm')`,
                [
                  workspace,
                  id,
                  each.kind,
                  each.root ? null : id,
                  each.entity,
                  each.status,
                  each.cost,
                  each.duration,
                  each.at,
                ],
              )
            }
            while (ids.length > 0) {
              await session.query('select count_executions($1, $2)', [workspace, ids.splice(0, atOnce)])
            }
            const before = await figures(session)
            await session.query('select refresh_read_model()')
            return [before, await figures(session)]
          })
          expect(rebuilt).toEqual(kept)
        },
      ),
      { numRuns: 20 },
    )
  })

  test('full text finds words without their accents, and stems of the language asked for', async () => {
    const found = async (text: string, query: string, language: string | null) =>
      (
        await rowsOf<{ hit: boolean }>(
          engine,
          'select studio_tsv($1, $2, $4) @@ studio_query($3, $4) as hit',
          ['', text, query, language],
        )
      )[0]?.hit
    expect(await found('Crème brûlée', 'creme brulee', null)).toBe(true)
    expect(await found('die Läufe', 'laufe', null)).toBe(true)
    expect(await found('running dogs', 'run', null)).toBe(false)
    expect(await found('running dogs', 'run', 'english')).toBe(true)
    expect(await found('running dogs', 'run -dogs', 'english')).toBe(false)
  })
})
