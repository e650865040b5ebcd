import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { Engine } from '../../db/engine'
import { startSession } from '../../db/marks'
import { openPglite } from '../../db/pglite/engine'
import { unpackPrepared } from '../../db/prepared'
import { randomFrom } from '../../db/testing/fill/prose'
import { nativeCluster } from '../../db/testing/native'
import { testWorkspace } from '../../db/testing/vault'
import { write } from '../../db/write'
import type { Who } from '../../db/write/command'
import { createEntity, firstVersion, plainState } from '../../db/write/create-entity'
import { saveDocument } from '../../db/write/save-document'
import { templateOf } from './template-text'

/** One of the two databases, with templates in it, seen through the doors that the studio uses. */
export interface Side {
  readonly name: 'pglite' | 'postgres'
  readonly version: string
  /** Saves a new text of the next template and answers the milliseconds it took. */
  save(): Promise<number>
  /** Flushes of the log (PGlite: of anything) since the start. */
  fsyncs(): Promise<number>
  /** Bytes of every table (with what is stored beside it) and index. */
  sizes(): Promise<Map<string, number>>
  close(): Promise<void>
}

const creates = 100

/** PGlite in its worker on DurableFS, in a folder of its own. */
export async function pgliteSide(folder: string, templates: number): Promise<Side> {
  const dataDir = join(resolve(folder), 'data')
  rmSync(dataDir, { recursive: true, force: true })
  await unpackPrepared(dataDir)
  const engine = await openPglite({ dataDir, startup: startSession })
  return side('pglite', engine, templates, async () => engine.stats().fsyncs)
}

/** Native PostgreSQL with its default fsync, over its socket and node-postgres. */
export async function postgresSide(folder: string, templates: number): Promise<Side> {
  const engine = await (await nativeCluster({ within: resolve(folder) })).database()
  await startSession(engine)
  return side('postgres', engine, templates, () => walSyncs(engine))
}

async function side(
  name: Side['name'],
  engine: Engine,
  templates: number,
  fsyncs: Side['fsyncs'],
): Promise<Side> {
  const who = await testWorkspace(engine)
  const items = await makeTemplates(engine, who, templates)
  // As an idle studio leaves a vault. Each by itself: VACUUM refuses to run beside another statement.
  for (const sql of ['reset role', 'vacuum (analyze)', 'set role app']) await engine.exec(sql)
  const random = randomFrom(3)
  let turn = 0
  return {
    name,
    version: String((await values(engine, "select current_setting('server_version')"))[0]?.[0]),
    async save() {
      const item = items[turn++ % items.length]
      if (!item) throw new Error('There is no template to save.')
      const document = templateOf(random)
      const began = performance.now()
      const saved = await saveDocument(engine, who, { commandId: uuidv7(), ...item, document })
      const took = performance.now() - began
      item.rowVersion = saved.rowVersion
      return took
    },
    fsyncs,
    sizes: () => sizes(engine),
    close: () => engine.close(),
  }
}

async function makeTemplates(engine: Engine, who: Who, count: number) {
  const random = randomFrom(5)
  const lab = await createEntity(engine, who, {
    commandId: uuidv7(),
    id: uuidv7(),
    type: 'lab',
    parentId: null,
    title: 'Bench',
    description: '',
    document: { kind: 'lab' },
  })
  const items: { id: string; rowVersion: number }[] = []
  while (items.length < count) {
    const changes = Array.from({ length: creates }, (_, index) => {
      const name = `template-${items.length + index}`
      const state = {
        ...plainState,
        title: name,
        slug: name,
        parentId: lab.id,
        sortKey: `a${name}`,
        tags: ['bench'],
      }
      return firstVersion({ id: uuidv7(), type: 'template', document: templateOf(random) }, state)
    })
    await write(engine, who, { id: uuidv7(), action: 'template.create', changes })
    items.push(...changes.map(({ id }) => ({ id, rowVersion: 1 })))
  }
  return items
}

/** PostgreSQL counts the flushes of its log itself; where it does so moved in version 18. */
async function walSyncs(engine: Engine): Promise<number> {
  await engine.query('select pg_stat_force_next_flush()')
  const moved =
    Number((await values(engine, "select current_setting('server_version_num')"))[0]?.[0]) >= 180_000
  const from = moved ? "sum(fsyncs) from pg_stat_io where object = 'wal'" : 'wal_sync from pg_stat_wal'
  return Number((await values(engine, `select ${from}`))[0]?.[0])
}

async function sizes(engine: Engine): Promise<Map<string, number>> {
  const rows = await values(
    engine,
    `select coalesce(owner.relname || ' (long values)', c.relname), sum(pg_relation_size(c.oid))::text
       from pg_class c
       left join pg_index i on i.indexrelid = c.oid
       left join pg_class owner on owner.reltoastrelid = coalesce(i.indrelid, c.oid)
      where c.relkind in ('r', 'i') and (c.relnamespace = 'public'::regnamespace or owner.oid is not null)
        and coalesce(owner.relnamespace, c.relnamespace) = 'public'::regnamespace
      group by 1`,
  )
  return new Map(rows.map(([name, bytes]) => [String(name), Number(bytes)]))
}

async function values(engine: Engine, sql: string): Promise<unknown[][]> {
  const { rows } = await engine.query(sql, [], { rowMode: 'array' })
  return z.array(z.array(z.unknown())).parse(rows)
}
