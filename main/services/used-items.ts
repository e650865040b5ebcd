import type { UsedItem } from '../../contract/flow'
import type { EntityDocument, Follow } from '../../contract/template'
import type { Use } from '../../core/workflow/rule'
import { settingsFor } from '../../core/workflow/signature'
import { getFollowed } from '../../db/queries/followed'
import type { Caller } from '../caller'
import { withBases } from './inheritance'

/** What the nodes of a workflow name, as it is now; null where it is not there any more. */
export async function usedItems(
  caller: Caller,
  uses: readonly Omit<Use, 'link'>[],
): Promise<(UsedItem | null)[]> {
  const items: (UsedItem | null)[] = []
  for (const use of uses) {
    const found = await getFollowed(caller.engine, caller.who.workspaceId, use.entityId, followOf(use))
    if (!found) {
      items.push(null)
      continue
    }
    const { document, ...item } = found
    items.push({ ...item, type: document.kind, settings: settingsFor(await complete(caller, document)) })
  }
  return items
}

const followOf = ({ versionId, label }: Pick<Use, 'versionId' | 'label'>): Follow => {
  if (versionId !== undefined) return { by: 'version', versionId }
  return label === undefined ? { by: 'latest' } : { by: 'label', label }
}

const complete = async (caller: Caller, document: EntityDocument): Promise<EntityDocument> =>
  document.kind === 'template' ? (await withBases(caller, document)).document : document
