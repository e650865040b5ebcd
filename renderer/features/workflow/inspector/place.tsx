import { type ReactNode, useMemo } from 'react'
import { offersAt, type Place } from '../../../../core/workflow/offers'
import type { WorkflowProblem } from '../../../../core/workflow/problems'
import { readNode } from '../../../../core/workflow/registry'
import { signatureOf } from '../../../../core/workflow/signature'
import { walk } from '../../../data/draft/store'
import { type FormPlace, FormPlaceContext } from '../faces/form'
import { useWorkflow, useWorkflowStore, type WorkflowStore } from '../store'

interface PlaceOfFormProps {
  nodeId?: string
  edgeId?: string
  children: ReactNode
}

/** Tells the fields of a form where they stand. */
export function PlaceOfForm({ nodeId, edgeId, children }: PlaceOfFormProps) {
  const store = useWorkflowStore()
  const entityId = useWorkflow((state) => state.entityId)
  const all = useWorkflow((state) => state.problems)
  const place = useMemo((): FormPlace => {
    const at: Place = nodeId === undefined ? { edgeId: edgeId ?? '' } : { nodeId }
    return {
      entityId,
      offers: () => offersAt(store.getState().document, at),
      names: () => namesAt(store, nodeId),
      walk: (way) => walk(store, way),
      problems: problemsOf(all, nodeId, edgeId),
    }
  }, [store, entityId, all, nodeId, edgeId])
  return <FormPlaceContext value={place}>{children}</FormPlaceContext>
}

const problemsOf = (all: readonly WorkflowProblem[], nodeId?: string, edgeId?: string) =>
  all.filter((each) => (nodeId === undefined ? each.edgeId === edgeId : each.nodeId === nodeId))

/** Names that a text here is likely to use: those that it uses, and what the workflow is given. */
function namesAt(store: WorkflowStore, nodeId: string | undefined): string[] {
  const { document } = store.getState()
  const node = document.nodes.find(({ id }) => id === nodeId)
  const mine = node ? readNode(node).inputs.map(({ name }) => name) : []
  return [...new Set([...mine, ...signatureOf(document).inputs.map(({ name }) => name)])]
}
