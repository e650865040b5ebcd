import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { DraftState } from '../../../contract/draft'
import type { EntityDetail } from '../../../contract/entity'
import { type KnownProblem, problemOf } from '../problem'
import { type StudioClient, useStudio } from '../studio'
import { type Base, type Begun, headOf, type IsKind, nothingDone } from './store'

interface OpenedItem<S> {
  store: S | null
  detail: EntityDetail | null
  problem: KnownProblem | null
  retry: () => void
}

/** How one kind of editor holds its open items. None of the functions may depend on a render. */
export interface Opening<S> {
  /** The store of an item that is open already. */
  readonly opened: (entityId: string) => S | undefined
  readonly open: (client: StudioClient, detail: EntityDetail, draft: Promise<DraftState | null>) => Promise<S>
  /** The host's newest version became known. */
  readonly learn: (store: S, detail: EntityDetail) => void
}

/** Opens an item with the draft that was left on it, and keeps it level with the host's newest version. */
export function useOpened<S extends object>(id: string, opening: Opening<S>): OpenedItem<S> {
  const { client, queries } = useStudio()
  const head = useQuery(queries.entity.get.queryOptions({ input: { id } }))
  const [store, setStore] = useState<S | null>(() => opening.opened(id) ?? null)
  const [failure, setFailure] = useState<KnownProblem | null>(null)
  const detail = head.data ?? null
  const asked = useRef<Promise<DraftState | null> | null>(null)

  // Together with the item, not after it.
  useEffect(() => {
    if (store) return
    const draft = client.draft.get({ entityId: id })
    asked.current = draft
    draft.catch(() => {
      asked.current = null
    })
  }, [client, id, store])

  useEffect(() => {
    if (!detail) return
    if (store) return opening.learn(store, detail)
    let left = false
    opening
      .open(client, detail, asked.current ?? client.draft.get({ entityId: detail.id }))
      .then((made) => !left && setStore(made))
      .catch((error: unknown) => !left && setFailure(problemOf(error)))
    return () => {
      left = true
    }
  }, [client, detail, store, opening])

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

/** The newest version, or the draft that was left on it or on an older one. */
export async function begin<D>(
  client: StudioClient,
  detail: EntityDetail,
  asked: Promise<DraftState | null>,
  { is, refusal }: { readonly is: IsKind<D>; readonly refusal: string },
): Promise<Begun<D>> {
  const { document } = detail
  if (!is(document)) throw new Error(refusal)
  const draft = await asked
  const base = (await baseOf(client, detail, draft, is)) ?? headOf(detail, document)
  const mine = draft && is(draft.document) ? { document: draft.document, undo: draft.undo } : null
  return {
    base,
    document: mine?.document ?? document,
    undo: mine?.undo ?? nothingDone,
    keptAt: draft?.keptAt ?? null,
    draft,
  }
}

/** The older version that a draft was begun from; null where it is the newest one, or gone. */
async function baseOf<D>(
  client: StudioClient,
  detail: EntityDetail,
  draft: DraftState | null,
  is: IsKind<D>,
): Promise<Base<D> | null> {
  const versionId = draft?.baseVersionId
  if (!versionId || versionId === detail.headVersionId) return null
  const version = await client.entity.version({ id: detail.id, versionId }).catch((error: unknown) => {
    // Only a version that is gone may be left out: taking the newest one for the base would write over it.
    if (problemOf(error).code === 'NOT_FOUND') return null
    throw error
  })
  if (!version || !is(version.document)) return null
  // Row version 0 is older than any head, so that the head is learned and nothing is saved over it.
  return { versionId, versionNumber: version.number, rowVersion: 0, document: version.document }
}
