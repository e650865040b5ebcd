import type { ExportForm } from '../../../contract/exchange'
import type { BundleVersion } from '../../../core/bundle/format'
import { markdownOf } from '../../../core/bundle/markdown'
import { bundleItems, bundleText, bundleVersion } from '../../../core/bundle/write'
import { slugify } from '../../../core/document/slug'
import { getEntity } from '../../../db/queries/entity'
import { pastVersions } from '../../../db/queries/version'
import { listWorkspaces } from '../../../db/queries/workspace'
import { sha256 } from '../../../db/write/content'
import { exportedItems, exportedRows } from '../../../db/write/export-items'
import type { Caller } from '../../caller'
import { pack } from './pack'

interface Wanted {
  readonly ids: readonly string[] | null
  readonly form: ExportForm
  readonly versions: boolean
}

/** Items whose versions are read at once. */
const atOnce = 100

/**
 * A file of items of the caller's workspace. Keys, connections, runs and conversations are never in it.
 * @throws NOT_FOUND, BundleError where it would be larger than what can be read again
 */
export async function exportFile(caller: Caller, { ids, form, versions }: Wanted) {
  const { engine, who } = caller
  const found = await exportedItems(engine, who.workspaceId, ids)
  const made = bundleItems(found, await exportedRows(engine, who.workspaceId, found))
  const title = await titleOf(caller, ids)
  const history: BundleVersion[] = []
  for (let at = 0; versions && form === 'bundle' && at < found.length; at += atOnce) {
    const some = found.slice(at, at + atOnce).map(({ id }) => id)
    const past = await pastVersions(engine, who.workspaceId, some)
    history.push(...past.flatMap((version) => bundleVersion(version, made)))
  }
  const exportedAt = new Date().toISOString()
  const text =
    form === 'bundle'
      ? bundleText({ title, exportedAt, items: made.items, history }, sha256)
      : markdownOf(made.items, title)
  const name = `${slugify(title)}${form === 'bundle' ? '.promptstudio.json' : '.md'}`
  return { name, data: await pack(text), items: made.items.length }
}

/** What the file is called after: the one item, the first of several, or the workspace. */
async function titleOf({ engine, who }: Caller, ids: readonly string[] | null): Promise<string> {
  const [first] = ids ?? []
  if (first !== undefined) {
    const title = (await getEntity(engine, who, first))?.title ?? ''
    return ids && ids.length > 1 ? `${title} and ${ids.length - 1} more` : title
  }
  const mine = await listWorkspaces(engine, who.accountId)
  return mine.find(({ id }) => id === who.workspaceId)?.name ?? ''
}
