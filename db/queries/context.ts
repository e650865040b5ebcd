import { and, eq, inArray, isNull } from 'drizzle-orm'
import { contextDocument } from '../../contract/template'
import { usedContexts } from '../../core/document/contexts'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity } from '../schema'

/**
 * The texts of contexts by slug, and of all that they render themselves, as they stand now. A slug that names nothing
 * is left out: rendering says so with its place. Contexts that render each other are read once.
 */
export async function contextTexts(
  engine: Engine,
  workspaceId: string,
  slugs: readonly string[],
): Promise<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null)
  const asked = new Set<string>()
  for (let wanted = [...slugs]; wanted.length > 0; ) {
    for (const slug of wanted) asked.add(slug)
    const found = await readContexts(engine, workspaceId, wanted)
    for (const { slug, document } of found) if (slug !== null) texts[slug] = document.text
    wanted = found.flatMap(({ document }) => usedContexts(document)).filter((slug) => !asked.has(slug))
  }
  return texts
}

async function readContexts(engine: Engine, workspaceId: string, slugs: readonly string[]) {
  const rows = await reader(engine, workspaceId)
    .select({ slug: entity.slug, document: entity.doc })
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        eq(entity.type, 'context'),
        inArray(entity.slug, [...slugs]),
        isNull(entity.deletedAt),
      ),
    )
  return rows.map(({ slug, document }) => ({ slug, document: contextDocument.parse(document) }))
}
