import { applyNodeChanges, type EdgeChange, type NodeChange } from '@xyflow/react'
import { useCallback, useLayoutEffect, useState } from 'react'
import { choose, useWorkflow, type WorkflowStore } from '../store'
import { type CanvasEdge, type CanvasNode, canvasEdges, canvasNodes } from './flow'

/** The nodes as they are drawn: those of the document, with what is being done to them here. */
export function useNodes(store: WorkflowStore) {
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const [nodes, setNodes] = useState<CanvasNode[]>(() => canvasNodes(document, chosen, []))
  useLayoutEffect(
    () => setNodes((before) => asBefore(before, canvasNodes(document, chosen, before))),
    [document, chosen],
  )
  const onChange = useCallback(
    (changes: NodeChange<CanvasNode>[]) => {
      chooseBy(store, changes)
      const here = changes.filter(({ type }) => type === 'position' || type === 'dimensions')
      if (here.length > 0) setNodes((before) => applyNodeChanges(here, before))
    },
    [store],
  )
  return [nodes, onChange] as const
}

export function useEdges(): CanvasEdge[] {
  const document = useWorkflow((state) => state.document)
  const chosen = useWorkflow((state) => state.chosen)
  const [edges, setEdges] = useState<CanvasEdge[]>(() => canvasEdges(document, chosen, []))
  useLayoutEffect(
    () => setEdges((before) => asBefore(before, canvasEdges(document, chosen, before))),
    [document, chosen],
  )
  return edges
}

/** The same list where nothing in it changed, so that the graph is not gone through again. */
const asBefore = <T>(before: T[], now: T[]): T[] =>
  before.length === now.length && now.every((each, index) => each === before[index]) ? before : now

export function chooseBy(
  store: WorkflowStore,
  changes: readonly (NodeChange<CanvasNode> | EdgeChange<CanvasEdge>)[],
) {
  const chosen = new Set(store.getState().chosen)
  for (const change of changes) {
    if (change.type !== 'select') continue
    if (change.selected) chosen.add(change.id)
    else chosen.delete(change.id)
  }
  choose(store, chosen)
}
