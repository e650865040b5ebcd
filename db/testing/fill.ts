import { generateKeyBetween } from 'fractional-indexing'
import { uuidv7 } from 'uuidv7'
import type { PgliteEngine } from '../pglite/engine'
import type { Who } from '../write/command'
import { createEntity } from '../write/create-entity'
import { prose, type Random, randomFrom, topic } from './fill/prose'
import { load } from './fill/rows'
import { runStatements } from './fill/runs'
import { type TemplateRows, templateRows, templateStatements } from './fill/templates'

export interface FillSize {
  readonly templates: number
  /** Versions of each. */
  readonly versions: number
  readonly runs: number
  readonly libraries?: number
  /** Days back from now over which all of it is spread. */
  readonly days?: number
  readonly seed?: number
}

export interface FillReport {
  readonly templates: number
  readonly versions: number
  readonly runs: number
  readonly ms: number
  readonly libraryIds: readonly string[]
  readonly templateIds: readonly string[]
}

const day = 86_400_000
/** Rows that go in one transaction. */
const chunk = { templates: 200, runs: 2000 }

/**
 * Fills a workspace with a full library and its past, quickly and through the ordinary tables: rows as `write` and
 * `record` would have left them 30 days ago (their command rows pruned). Every trail verifies.
 */
export async function fill(engine: PgliteEngine, who: Who, size: FillSize): Promise<FillReport> {
  const began = performance.now()
  const random = randomFrom(size.seed ?? 1)
  // Whole weeks before now, so that what is written next is the newest.
  const until = Date.now() - 60_000
  const from = until - (size.days ?? 90) * day
  await engine.superuser((session) =>
    session.query('select ensure_partitions($1, $2)', [
      new Date(from).toISOString(),
      new Date(until).toISOString(),
    ]),
  )
  const libraryIds = await libraries(engine, who, random, size.libraries ?? 20)
  const templates = await fillTemplates(engine, who, random, { ...size, from, until, libraryIds })
  await fillRuns(engine, who, random, { runs: size.runs, from, until, templates })
  await load(engine, who.workspaceId, [{ sql: 'select refresh_read_model()' }])
  await engine.superuser((session) => session.exec('vacuum (analyze)'), { limitMs: 300_000 })
  return {
    templates: templates.length,
    versions: templates.length * size.versions,
    runs: size.runs,
    ms: Math.round(performance.now() - began),
    libraryIds,
    templateIds: templates.map((template) => template.id),
  }
}

async function libraries(engine: PgliteEngine, who: Who, random: Random, count: number): Promise<string[]> {
  const make = (type: 'lab' | 'library', parentId: string | null, title: string) =>
    createEntity(engine, who, {
      commandId: uuidv7(),
      id: uuidv7(),
      type,
      parentId,
      title,
      description: prose(random, 60),
      document: { kind: type },
    })
  const lab = await make('lab', null, 'Everyday work')
  const ids: string[] = []
  for (let number = 1; number <= count; number += 1) {
    ids.push((await make('library', lab.id, `Library ${number} ${topic(random)}`)).id)
  }
  return ids
}

type Kept = Pick<TemplateRows, 'id' | 'versionId' | 'number'>

interface Span {
  readonly from: number
  readonly until: number
}

async function fillTemplates(
  engine: PgliteEngine,
  who: Who,
  random: Random,
  size: FillSize & Span & { readonly libraryIds: readonly string[] },
): Promise<Kept[]> {
  const done: Kept[] = []
  const sortKeys = new Map<string, string>()
  // Each chunk has its own stretch of time: the trail's instants rise from chunk to chunk.
  const stretch = (size.until - size.from) / Math.ceil(size.templates / chunk.templates)
  for (let first = 0; first < size.templates; first += chunk.templates) {
    const start = size.from + (first / chunk.templates) * stretch
    const rows: TemplateRows[] = []
    for (let index = first; index < Math.min(first + chunk.templates, size.templates); index += 1) {
      const parentId = size.libraryIds[index % size.libraryIds.length] ?? ''
      const sortKey = generateKeyBetween(sortKeys.get(parentId) ?? null, null)
      sortKeys.set(parentId, sortKey)
      const times = risingTimes(random, size.versions, start, stretch)
      rows.push(templateRows({ who, random, parentId, sortKey, name: `prompt-${index + 1}`, times }))
    }
    await load(engine, who.workspaceId, templateStatements(who, rows))
    done.push(...rows.map(({ id, versionId, number }) => ({ id, versionId, number })))
  }
  return done
}

async function fillRuns(
  engine: PgliteEngine,
  who: Who,
  random: Random,
  { runs, from, until, templates }: Span & { readonly runs: number; readonly templates: readonly Kept[] },
): Promise<void> {
  for (let first = 0; first < runs; first += chunk.runs) {
    const count = Math.min(chunk.runs, runs - first)
    const start = from + ((until - from) * first) / runs
    const times = risingTimes(random, count, start, ((until - from) * count) / runs)
    await load(engine, who.workspaceId, runStatements(who, random, templates, times))
  }
}

function risingTimes(random: Random, count: number, start: number, stretch: number): number[] {
  const times = Array.from({ length: count }, () => Math.floor(start + random() * stretch)).sort(
    (a, b) => a - b,
  )
  // No two versions of one item share an instant.
  return times.map((ms, index) => ms + index)
}
