import type { ReactFlowInstance } from '@xyflow/react'
import { useEffect } from 'react'
import type { NodeRun } from '../../../../contract/workflow-run'
import { bringIntoSight } from '../canvas/sight'
import { choose, useWorkflow, type WorkflowStore } from '../store'
import { type RunStore, useRunStore, useRunView } from './store'

/** The node of the canvas that a part of the run is a run of; those of a sub-workflow stand on another canvas. */
const nodeOf = ({ kind, nodeId, path }: NodeRun): string | null =>
  kind === 'node' && !path.includes('>') ? nodeId : null

/** Takes a part of the run in hand, and with it the node that it is a run of. */
export function takePart(
  { run, workflow, flow }: { run: RunStore; workflow: WorkflowStore; flow: ReactFlowInstance },
  part: NodeRun,
): void {
  run.setState({ partId: part.id })
  const nodeId = nodeOf(part)
  if (!nodeId) return
  choose(workflow, [nodeId])
  bringIntoSight(flow, workflow, nodeId)
}

/** Whoever takes a node in hand has its run in hand too: the one that leads where it ran in several turns. */
export function usePartInHand(): void {
  const store = useRunStore()
  const nodeId = useWorkflow(({ chosen }) => (chosen.size === 1 ? ([...chosen][0] ?? null) : null))
  const runId = useRunView((view) => view.runId)
  useEffect(() => {
    const { trace, partId, byNode } = store.getState()
    if (!nodeId || !runId) return
    const now = partId === null ? undefined : trace.parts.get(partId)
    if (now && nodeOf(now) === nodeId) return
    const state = byNode.get(nodeId)
    // An edge has no run, nor has a node that was not reached: what was in hand stays.
    if (state) store.setState({ partId: state.nodeRunId })
  }, [nodeId, runId, store])
}
