import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { entityDocument } from '../contract/template'
import { slugify } from '../core/document/slug'
import { lookUp } from '../db/command'
import type { Engine } from '../db/engine'
import { hasEntities } from '../db/queries/presence'
import { appRoot } from '../db/root'
import { write } from '../db/write'
import type { EntityChange, Who } from '../db/write/command'
import { firstVersion, plainState } from '../db/write/create-entity'
import { keyBetween } from '../db/write/sort-key'

const described = z.object({ title: z.string(), description: z.string() })

const starterLibrary = z.object({
  lab: described,
  libraries: z.array(described.extend({ items: z.array(z.string()) })),
  items: z.record(
    z.string(),
    described.extend({
      type: z.enum(['template', 'context']),
      tags: z.array(z.string()),
      document: entityDocument,
    }),
  ),
})
type StarterLibrary = z.infer<typeof starterLibrary>

/** The library that a first workspace begins with, from resources/starter. */
export function readStarterLibrary(): StarterLibrary {
  const file = join(appRoot(), 'resources/starter/library.json')
  return starterLibrary.parse(JSON.parse(readFileSync(file, 'utf8')))
}

/**
 * Fills a first workspace, once, in one command: half a starter library would be worse than none. The command bears
 * the workspace's own id, so a start that was cut off is repeated and one that was not is not.
 */
export async function fillFirstWorkspace(engine: Engine, who: Who): Promise<void> {
  if (await lookUp(engine, who.workspaceId, who.workspaceId)) return
  if (await hasEntities(engine, who.workspaceId)) return
  const command = {
    id: who.workspaceId,
    action: 'starter.create',
    changes: starterChanges(readStarterLibrary(), who),
  }
  await write(engine, who, command)
}

function starterChanges(starter: StarterLibrary, who: Who): EntityChange[] {
  const changes: EntityChange[] = []
  const sortKeys = new Map<string | null, string>()

  function add(
    type: 'lab' | 'library' | 'template' | 'context',
    parentId: string | null,
    item: {
      title: string
      description: string
      tags?: string[]
      slug?: string
      document: EntityChange['document']
    },
  ): string {
    const sortKey = keyBetween(sortKeys.get(parentId) ?? null, null)
    sortKeys.set(parentId, sortKey)
    const state = {
      ...plainState,
      parentId,
      sortKey,
      title: item.title,
      description: item.description,
      slug: item.slug ?? slugify(item.title),
      tags: item.tags ?? [],
      ownerId: who.accountId,
    }
    const change = firstVersion({ id: uuidv7(), type, document: item.document }, state)
    changes.push(change)
    return change.id
  }

  const lab = add('lab', null, { ...starter.lab, document: { kind: 'lab' } })
  // Contexts first: the templates that render them link to them.
  const places = starter.libraries.map((library) => ({
    library,
    id: add('library', lab, { ...library, document: { kind: 'library' } }),
  }))
  for (const wanted of ['context', 'template'] as const) {
    for (const { library, id } of places) {
      for (const slug of library.items) {
        const item = starter.items[slug]
        if (item?.type === wanted) add(wanted, id, { ...item, slug })
      }
    }
  }
  return changes
}
