import type { ImportedItem, ImportPlan } from '../../../contract/exchange'
import type { BundleItem } from '../../../core/bundle/format'
import { type ReadBundle, readBundle } from '../../../core/bundle/read'
import { renameContexts } from '../../../core/bundle/rename-context'
import { canonicalJson, storable } from '../../../core/document/canonical'
import { namedIds, remapDocument } from '../../../core/document/remap'
import { reachedContexts } from '../../../db/queries/context'
import { heldSlugs } from '../../../db/queries/slug'
import { sha256 } from '../../../db/write/content'
import { importItems } from '../../../db/write/import-items'
import { freeOf } from '../../../db/write/trash'
import type { Caller } from '../../caller'
import { refused } from '../../failure'
import { doneOf } from '../copy'
import { unpack } from './pack'

/** A file as it was read, and how its names stand to those of the workspace. */
interface Looked {
  readonly bundle: ReadBundle
  /** `type slug` of everything in the workspace that bears a name of the file. */
  readonly held: ReadonlySet<string>
  /** Contexts of the file that stand here already, word for word. */
  readonly same: ReadonlySet<BundleItem>
}

/** Says what importing a file would do. @throws BundleError where the file is of no use */
export async function planImport(caller: Caller, data: string): Promise<ImportPlan> {
  const { bundle, held, same } = await look(caller, data)
  const byId = new Map(bundle.items.map((item) => [item.id, item]))
  const fate = (item: BundleItem) =>
    same.has(item) ? 'here' : held.has(`${item.type} ${item.slug}`) ? 'beside' : 'new'
  const items = bundle.items.map(
    (item): ImportedItem => ({
      id: item.id,
      type: item.type,
      form: item.document.kind === 'template' ? item.document.form : null,
      title: item.title,
      places: placesOf(item, byId),
      fate: fate(item),
      why: lacking(item, byId),
    }),
  )
  const refusedItems = bundle.refused.map(
    ({ id, type, title, why }): ImportedItem => ({
      id,
      type,
      form: null,
      title,
      places: [],
      fate: 'refused',
      why,
    }),
  )
  return {
    title: bundle.title,
    exportedAt: bundle.exportedAt,
    intact: bundle.hash === sha256(bundle.hashedText),
    items: [...items, ...refusedItems],
    rows: bundle.items.reduce((sum, { rows }) => sum + (rows?.length ?? 0), 0),
    older: bundle.older,
    tools: bundle.items.filter(({ document }) => document.kind === 'template' && document.tools.length > 0)
      .length,
    outside: bundle.items.filter(reachesOut).length,
    clashes: bundle.items
      .filter((item) => item.type === 'context' && fate(item) === 'beside')
      .map(({ slug }) => slug),
  }
}

/**
 * Imports what a plan calls new and beside. Nothing runs, nothing is asked for outside, and no connection comes along:
 * an imported template is a text until somebody runs it.
 */
export async function importFile(
  caller: Caller,
  input: {
    readonly commandId: string
    readonly data: string
    readonly parentId?: string | null | undefined
    readonly contexts: 'both' | 'here'
  },
) {
  const { engine, who } = caller
  const { bundle, held, same } = await look(caller, input.data)
  const clashing = bundle.items.filter(
    (item) => item.type === 'context' && !same.has(item) && held.has(`context ${item.slug}`),
  )
  const out = new Set(input.contexts === 'here' ? [...same, ...clashing] : same)
  const coming = bundle.items.filter((item) => !out.has(item))
  if (coming.length === 0) {
    throw refused(
      'nothing_new',
      'There is nothing in it that is not here already. Choose another file, or import its contexts beside yours.',
    )
  }
  const names = new Map<string, string>()
  const taken = new Set([...held, ...coming.map(({ type, slug }) => `${type} ${slug}`)])
  for (const { slug } of input.contexts === 'both' ? clashing : []) {
    const name = await freeOf(engine, who.workspaceId, 'context', slug, taken)
    taken.add(`context ${name}`)
    names.set(slug, name)
  }
  const items = coming.map((item) => ({
    ...item,
    slug: (item.type === 'context' && names.get(item.slug)) || item.slug,
    document: renameContexts(item.document, names),
  }))
  const { hash } = bundle
  const changed = await importItems(engine, who, {
    commandId: input.commandId,
    action: 'items.import',
    items,
    parentId: input.parentId,
    origin: ({ id }) => ({ imported: { bundle: hash, item: id } }),
  })
  return doneOf(input.commandId, changed)
}

async function look({ engine, who }: Caller, data: string): Promise<Looked> {
  const bundle = readBundle(await unpack(data))
  const slugs = bundle.items.map(({ slug }) => slug)
  const held = await heldSlugs(engine, who.workspaceId, slugs)
  const contexts = bundle.items.filter(({ type, slug }) => type === 'context' && held.has(`context ${slug}`))
  const mine = await reachedContexts(
    engine,
    who.workspaceId,
    contexts.map(({ slug }) => slug),
  )
  const text = (document: BundleItem['document']) =>
    canonicalJson(storable(remapDocument(document, () => undefined)))
  const texts = new Map(mine.map(({ slug, document }) => [slug, text(document)]))
  const same = new Set(contexts.filter(({ slug, document }) => texts.get(slug) === text(document)))
  return { bundle, held, same }
}

function placesOf(item: BundleItem, byId: ReadonlyMap<string, BundleItem>): string[] {
  const places: string[] = []
  let at = byId.get(item.parent ?? '')
  while (at) {
    places.unshift(at.title)
    at = byId.get(at.parent ?? '')
  }
  return places
}

const reachesOut = ({ document }: BundleItem): boolean =>
  document.kind === 'workflow' && document.nodes.some(({ kind }) => kind === 'http' || kind === 'code')

/** What an item names and the file does not hold. */
function lacking({ document }: BundleItem, byId: ReadonlyMap<string, BundleItem>): string | null {
  if (document.kind === 'workflow') {
    return namedIds(document).every((id) => byId.has(id))
      ? null
      : 'Some of its nodes name items that are not in the file. Choose others for them on the canvas.'
  }
  if (document.kind !== 'template' || !document.base || byId.has(document.base.templateId)) return null
  return 'The template that it is built on is not in the file, so it comes with its own words alone.'
}
