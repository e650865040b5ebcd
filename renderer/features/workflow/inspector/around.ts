import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { WorkflowDocument } from '../../../../contract/workflow'
import type { Around, KnownItem } from '../../../../core/workflow/problems'
import { readNode } from '../../../../core/workflow/registry'
import { keyOfUse, type Use } from '../../../../core/workflow/rule'
import { type StudioClient, useStudio } from '../../../data/studio'
import type { WorkflowStore } from '../store'

/** So many are asked for at once; the host takes no more. */
const most = { uses: 500, sources: 200 }

/** Learns what the problems of a workflow depend on beside its document: what nodes name, models, expressions. */
export function useAround(store: WorkflowStore): void {
  const { client, queries } = useStudio()
  const named = useNamed(store)
  const connections = useQuery(queries.provider.list.queryOptions()).data
  const items = useQuery({
    // Under the key of the method, so that it is asked again when an item changes.
    queryKey: [...queries.workflow.usedItems.key(), named.uses],
    queryFn: () => itemsOf(client, JSON.parse(named.uses)),
    placeholderData: (before) => before,
  }).data
  const unreadable = useQuery({
    queryKey: [...queries.workflow.checkExpressions.key(), named.sources],
    queryFn: () => unreadableOf(client, JSON.parse(named.sources)),
    placeholderData: (before) => before,
  }).data
  const models = useMemo(
    () => connections && new Set(connections.flatMap((each) => each.models)),
    [connections],
  )
  useEffect(() => {
    store.setState({
      around: {
        ...(items ? { items } : {}),
        ...(models ? { models } : {}),
        ...(unreadable ? { unreadable } : {}),
      },
    })
  }, [store, items, models, unreadable])
}

interface Named {
  /** JSON, so that equal ones are the same. */
  readonly uses: string
  readonly sources: string
}

/** What the document names, a moment after it was changed. */
function useNamed(store: WorkflowStore): Named {
  const [named, setNamed] = useState(() => namedIn(store.getState().document))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const next = namedIn(store.getState().document)
      setNamed((now) => (now.uses === next.uses && now.sources === next.sources ? now : next))
    }
    const leave = store.subscribe((now, before) => {
      if (now.document === before.document) return
      clearTimeout(timer)
      timer = setTimeout(look, 400)
    })
    look()
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [store])
  return named
}

function namedIn({ nodes, edges }: WorkflowDocument): Named {
  const readings = nodes.map(readNode)
  const uses = new Map(readings.flatMap((each) => each.uses).map((use) => [keyOfUse(use), use]))
  const sources = new Set(readings.flatMap(({ expressions }) => expressions.map(({ source }) => source)))
  for (const { condition } of edges) if (condition) sources.add(condition)
  const plain = [...uses.values()].map(({ link: _, ...use }) => use)
  return {
    uses: JSON.stringify(plain),
    sources: JSON.stringify([...sources].filter((source) => source.trim() !== '')),
  }
}

type PlainUse = Omit<Use, 'link'>

async function itemsOf(client: StudioClient, uses: readonly PlainUse[]): Promise<Around['items']> {
  const items = new Map<string, KnownItem | null>()
  for (const some of inSlices(uses, most.uses)) {
    const found = await client.workflow.usedItems({ uses: [...some] })
    for (const [index, use] of some.entries()) items.set(keyOfUse(use), found[index] ?? null)
  }
  return items
}

async function unreadableOf(client: StudioClient, sources: readonly string[]): Promise<Around['unreadable']> {
  const unreadable = new Map<string, string>()
  for (const some of inSlices(sources, most.sources)) {
    const problems = await client.workflow.checkExpressions({ sources: [...some] })
    for (const [index, source] of some.entries()) {
      const problem = problems[index]
      if (problem) unreadable.set(source, problem)
    }
  }
  return unreadable
}

const inSlices = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
