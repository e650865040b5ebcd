import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Changed } from '../contract/entity'
import type { BundleItem } from '../core/bundle/format'
import { readBundle } from '../core/bundle/read'
import { lookUp } from '../db/command'
import type { Engine } from '../db/engine'
import { hasEntities } from '../db/queries/presence'
import { listStarter } from '../db/queries/starter'
import { appRoot } from '../db/root'
import { changeItems } from '../db/write/change-items'
import type { Who } from '../db/write/command'
import { importItems } from '../db/write/import-items'
import { refused } from './failure'

/** The library that a first workspace begins with: a bundle like any other. */
export function readStarterLibrary(): readonly BundleItem[] {
  return readBundle(readFileSync(join(appRoot(), 'resources/starter/library.json'), 'utf8')).items
}

/** What a starter item is known by, in whatever workspace it stands. */
const keyOf = ({ type, slug }: BundleItem): string => `${type}/${slug}`

/**
 * Fills a first workspace, once, in one command: half a starter library would be worse than none. The command bears
 * the workspace's own id, so a start that was cut off is repeated and one that was not is not.
 */
export async function fillFirstWorkspace(engine: Engine, who: Who): Promise<void> {
  if (await lookUp(engine, who.workspaceId, who.workspaceId)) return
  if (await hasEntities(engine, who.workspaceId)) return
  await make(engine, who, { commandId: who.workspaceId, items: readStarterLibrary() })
}

/** How many starter items are in the workspace, and how many are not. */
export async function countStarter(engine: Engine, who: Who): Promise<{ here: number; missing: number }> {
  const here = new Set((await listStarter(engine, who.workspaceId)).map(({ key }) => key))
  const missing = readStarterLibrary().filter((item) => !here.has(keyOf(item)))
  return { here: here.size, missing: missing.length }
}

/** Makes those that are missing, where they belong. @throws REFUSED where none is */
export async function addStarter(engine: Engine, who: Who, commandId: string): Promise<Changed[]> {
  const there = new Map((await listStarter(engine, who.workspaceId)).map(({ key, id }) => [key, id]))
  const all = readStarterLibrary()
  const here = new Map(
    all.flatMap((item) => {
      const id = there.get(keyOf(item))
      return id ? [[item.id, id] as const] : []
    }),
  )
  const items = all.filter((item) => !here.has(item.id))
  if (items.length === 0 && !(await lookUp(engine, who.workspaceId, commandId))) {
    throw refused('all_here', 'All starter items are here already. Remove those that you do not need first.')
  }
  return make(engine, who, { commandId, items, here })
}

const make = (
  engine: Engine,
  who: Who,
  input: {
    readonly commandId: string
    readonly items: readonly BundleItem[]
    readonly here?: ReadonlyMap<string, string>
  },
): Promise<Changed[]> =>
  importItems(engine, who, {
    ...input,
    action: 'starter.create',
    origin: (item) => ({ starter: keyOf(item) }),
  })

/**
 * Takes the starter items to the trash. What somebody wrote in stays, and with it what it lies in, includes, is
 * built on or runs: nobody's own work breaks.
 * @throws REFUSED where none can go
 */
export async function removeStarter(
  engine: Engine,
  who: Who,
  commandId: string,
): Promise<{ readonly changed: readonly Changed[]; readonly kept: number }> {
  const all = await listStarter(engine, who.workspaceId)
  let going = new Set(all.filter(({ number }) => number === 1).map(({ id }) => id))
  for (let before = -1; before !== going.size; ) {
    before = going.size
    const free = all.filter(({ id, heldBy }) => going.has(id) && heldBy.every((holder) => going.has(holder)))
    going = new Set(free.map(({ id }) => id))
  }
  if (going.size === 0 && !(await lookUp(engine, who.workspaceId, commandId))) {
    throw refused(
      'none_to_remove',
      all.length === 0
        ? 'There are no starter items here.'
        : 'You have written in all that is left of the starter items, so they stay. Move them to the trash yourself.',
    )
  }
  const change = { commandId, ids: [...going], change: { do: 'trash' as const } }
  return { changed: await changeItems(engine, who, change), kept: all.length - going.size }
}
