import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DraftState } from '../../../contract/draft'
import type { EntityDetail } from '../../../contract/entity'
import { type KnownProblem, problemOf } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import { isWriting } from './document'
import { type Base, type DocumentStore, headOf, learnHead, openedStore, openStore } from './store'

export interface OpenedItem {
  store: DocumentStore | null
  detail: EntityDetail | null
  problem: KnownProblem | null
  retry: () => void
}

/** Opens an item with the draft that was left on it, and keeps it level with the host's newest version. */
export function useOpenItem(id: string): OpenedItem {
  const { client, queries } = useStudio()
  const head = useQuery(queries.entity.get.queryOptions({ input: { id } }))
  const [store, setStore] = useState(() => openedStore(id) ?? null)
  const [failure, setFailure] = useState<KnownProblem | null>(null)
  const detail = head.data ?? null

  useEffect(() => {
    if (!detail) return
    if (store) return learnHead(store, detail)
    let left = false
    open(client, detail)
      .then((made) => !left && setStore(made))
      .catch((error: unknown) => !left && setFailure(problemOf(error)))
    return () => {
      left = true
    }
  }, [client, detail, store])

  return {
    store,
    detail,
    problem: failure ?? (head.error && !detail ? problemOf(head.error) : null),
    retry: () => {
      setFailure(null)
      void head.refetch()
    },
  }
}

async function open(client: StudioClient, detail: EntityDetail): Promise<DocumentStore> {
  const { document } = detail
  if (!isWriting(document)) throw new Error('Only templates and contexts can be written.')
  const draft = await client.draft.get({ entityId: detail.id })
  const already = openedStore(detail.id)
  if (already) return already
  const base = (await baseOf(client, detail, draft)) ?? headOf(detail, document)
  const store = openStore(base, detail.id, {
    document: draft && isWriting(draft.document) ? draft.document : document,
    values: draft?.values ?? {},
    keptAt: draft?.keptAt ?? null,
    ...(draft ? { extras: draft.extras } : {}),
    ...(draft && isWriting(draft.document) ? { undo: draft.undo } : {}),
  })
  learnHead(store, detail)
  return store
}

/** The older version that a draft was begun from; null where it is the newest one, or gone. */
async function baseOf(
  client: StudioClient,
  detail: EntityDetail,
  draft: DraftState | null,
): Promise<Base | null> {
  const versionId = draft?.baseVersionId
  if (!versionId || versionId === detail.headVersionId) return null
  const version = await client.entity.version({ id: detail.id, versionId }).catch((error: unknown) => {
    // Only a version that is gone may be left out: taking the newest one for the base would write over it.
    if (problemOf(error).code === 'NOT_FOUND') return null
    throw error
  })
  if (!version || !isWriting(version.document)) return null
  // Row version 0 is older than any head, so that the head is learned and nothing is saved over it.
  return { versionId, versionNumber: version.number, rowVersion: 0, document: version.document }
}
