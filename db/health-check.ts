import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readControlFile } from './backup/control-file'
import { hashFile } from './backup/copy'
import { DamagedPageError, pageWatch } from './backup/page-watch'
import type { Session } from './engine'
import type { PgliteEngine } from './pglite/engine'

/** True where the database was not shut down and opening it recovers; to be asked before it is opened. */
export async function wasInterrupted(dataDir: string): Promise<boolean> {
  return !(await readControlFile(dataDir)).clean
}

const relation = z.object({ name: z.string(), path: z.string(), pages: z.number() })
type Relation = z.infer<typeof relation>

/**
 * Looks at every table and index of an open vault without going through the engine: is its file there, in the length
 * that was last noted, and does every page agree with its checksum. About a second for 100 MB; work goes on meanwhile.
 * A sentence that names the first damage, else null. @throws DbError where the catalogue itself cannot be read
 */
export async function findQuickly(engine: PgliteEngine): Promise<string | null> {
  const relations = await engine.superuser(readRelations, { lane: 'background' })
  const { redo } = await readControlFile(engine.dataDir)
  for (const each of relations) {
    const wrong = await lookAt(engine, each, redo)
    if (wrong) return wrong
  }
  return null
}

async function readRelations(session: Session): Promise<Relation[]> {
  const { rows } = await session.query(
    `select coalesce(owner.oid::regclass::text, c.oid::regclass::text) as name,
       pg_relation_filepath(c.oid) as path, c.relpages as pages
     from pg_class c left join pg_class owner on owner.reltoastrelid = c.oid
     where c.relkind in ('r', 'i', 't', 'm') and c.relpersistence = 'p'`,
  )
  return rows.map((row) => relation.parse(row))
}

const partPages = 131_072
const pageBytes = 8192

async function lookAt(engine: PgliteEngine, found: Relation, redo: bigint): Promise<string | null> {
  const { name, path, pages } = found
  for (let part = 0; ; part++) {
    const file = part === 0 ? path : `${path}.${part}`
    const stats = await lstat(join(engine.dataDir, file)).catch(() => undefined)
    if (!stats) return part > 0 || (await isDropped(engine, path)) ? null : `The file of ${name} is missing.`
    const least = Math.min(partPages, pages - part * partPages)
    if (stats.size < least * pageBytes && !(await isDropped(engine, path))) {
      return `The file of ${name} is shorter than it was.`
    }
    try {
      await hashFile(join(engine.dataDir, file), pageWatch(engine.dataDir, file, redo))
    } catch (error) {
      if (error instanceof DamagedPageError) return `A page of ${name} is damaged.`
      if (!(await isDropped(engine, path))) throw error
    }
  }
}

/** Dropped, rewritten or shortened by somebody while we looked: the catalogue has the last word. */
async function isDropped(engine: PgliteEngine, path: string): Promise<boolean> {
  const now = await engine.superuser(readRelations, { lane: 'background' })
  const found = now.find((each) => each.path === path)
  if (!found) return true
  const stats = await lstat(join(engine.dataDir, path)).catch(() => undefined)
  return stats !== undefined && stats.size >= Math.min(partPages, found.pages) * pageBytes
}
