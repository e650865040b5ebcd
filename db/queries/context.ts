import { and, eq, inArray, isNull } from 'drizzle-orm'
import { contextDocument } from '../../contract/template'
import type { KnownContext } from '../../contract/writing'
import { usedContexts } from '../../core/document/contexts'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/** The texts of contexts by slug, and of all that they render themselves, as they stand now. */
export async function contextTexts(
  engine: Engine,
  workspaceId: string,
  slugs: readonly string[],
): Promise<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null)
  for (const { slug, document } of await reachedContexts(engine, workspaceId, slugs)) {
    texts[slug] = document.text
  }
  return texts
}

/**
 * Contexts by slug, and all that they render themselves. A slug that names nothing is left out: rendering says so
 * with its place. Contexts that render each other are read once.
 */
export async function reachedContexts(
  engine: Engine,
  workspaceId: string,
  slugs: readonly string[],
): Promise<KnownContext[]> {
  const reached = new Map<string, KnownContext>()
  const asked = new Set<string>()
  for (let wanted = [...new Set(slugs)]; wanted.length > 0; ) {
    for (const slug of wanted) asked.add(slug)
    const found = await readContexts(engine, workspaceId, wanted)
    for (const context of found) reached.set(context.slug, context)
    const next = found.flatMap(({ document }) => usedContexts(document))
    wanted = [...new Set(next)].filter((slug) => !asked.has(slug))
  }
  return [...reached.values()]
}

async function readContexts(engine: Engine, workspaceId: string, slugs: readonly string[]) {
  const rows = await reader(engine, workspaceId)
    .select({ id: entity.id, slug: entity.slug, title: entity.title, document: entity.doc })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        eq(entity.type, 'context'),
        inArray(entity.slug, [...slugs]),
        isNull(entity.deletedAt),
      ),
    )
  return rows.flatMap(({ id, slug, title, document }) =>
    slug === null ? [] : [{ id, slug, title, document: contextDocument.parse(document) }],
  )
}
