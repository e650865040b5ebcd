import { createContext, useContext } from 'react'
import { createStore, type StoreApi, useStore } from 'zustand'
import type { WorkflowDocument, WorkflowNode } from '../../../contract/workflow'
import { changeNode, type Point } from '../../../core/workflow/edit/nodes'
import { type Around, type WorkflowProblem, workflowProblems } from '../../../core/workflow/problems'
import { type Begun, edit, newDraft, type OpenDraft } from '../../data/draft/store'

/** An edge that was let go over the empty canvas: what may stand there is offered. */
export interface Dangling {
  readonly nodeId: string
  readonly port: string
  readonly way: 'out' | 'in'
  /** Where it ended, on the canvas and in the window. */
  readonly at: Point
  readonly screen: Point
}

/** What lies over the canvas. */
type Panel = { readonly is: 'find' | 'mark' | 'connect' } | { readonly is: 'quick'; readonly from: Dangling }

export interface OpenWorkflow extends OpenDraft<WorkflowDocument> {
  /** Nodes and edges that are in hand. */
  readonly chosen: ReadonlySet<string>
  readonly panel: Panel | null
  /** What is known of the library, the models and the expressions. */
  readonly around: Around
  /** What is wrong with the document; a moment behind it. */
  readonly problems: readonly WorkflowProblem[]
  /** How many errors each node has. */
  readonly wrong: ReadonlyMap<string, number>
}

export type WorkflowStore = StoreApi<OpenWorkflow>

export const isWorkflow = (document: unknown): document is WorkflowDocument =>
  typeof document === 'object' && document !== null && 'kind' in document && document.kind === 'workflow'

const opened = new Map<string, WorkflowStore>()

/** The store of an open workflow; kept while the window lives, so that a tab comes back as it was left. */
export const openedWorkflow = (entityId: string): WorkflowStore | undefined => opened.get(entityId)

const nothing: ReadonlySet<string> = new Set()

export function openWorkflow(entityId: string, begun: Begun<WorkflowDocument>): WorkflowStore {
  const store = createStore<OpenWorkflow>(() => ({
    ...newDraft(entityId, begun),
    chosen: nothing,
    panel: null,
    around: {},
    problems: [],
    wrong: new Map(),
  }))
  opened.set(entityId, store)
  return store
}

const problemsOf = (entityId: string, document: WorkflowDocument, around: Around) => {
  const problems = workflowProblems(document, { ...around, self: entityId })
  const wrong = new Map<string, number>()
  for (const { nodeId, level } of problems) {
    if (nodeId && level === 'error') wrong.set(nodeId, (wrong.get(nodeId) ?? 0) + 1)
  }
  return { problems, wrong }
}

/** Looks at the document once more. */
export const findProblems = (store: WorkflowStore): void =>
  store.setState(({ entityId, document, around }) => problemsOf(entityId, document, around))

/** Whether two documents differ in nothing but where nodes lie and how they look. */
export function meansTheSame(a: WorkflowDocument, b: WorkflowDocument): boolean {
  if (a.edges !== b.edges || a.nodes.length !== b.nodes.length) return false
  return a.nodes.every((node, index) => {
    const other = b.nodes[index]
    return node.id === other?.id && node.kind === other.kind && node.settings === other.settings
  })
}

/** Takes nodes and edges in hand, and lets the others go. */
export function choose(store: WorkflowStore, ids: Iterable<string>): void {
  const chosen = new Set(ids)
  const { chosen: before } = store.getState()
  if (chosen.size === before.size && [...chosen].every((id) => before.has(id))) return
  store.setState({ chosen })
}

export const showPanel = (store: WorkflowStore, panel: Panel | null): void => store.setState({ panel })

/** The ids of the nodes in hand. */
export function nodesInHand({ document, chosen }: OpenWorkflow): Set<string> {
  return new Set(document.nodes.filter(({ id }) => chosen.has(id)).map(({ id }) => id))
}

/** Changes one node by its id; what it does not name stays. */
export const changeOne = (
  store: WorkflowStore,
  id: string,
  change: Partial<Omit<WorkflowNode, 'id'>>,
): void => edit(store, (document) => changeNode(document, id, change))

export const WorkflowContext = createContext<WorkflowStore | null>(null)

export function useWorkflowStore(): WorkflowStore {
  const store = useContext(WorkflowContext)
  if (!store) throw new Error('There is no open workflow around this component.')
  return store
}

export const useWorkflow = <T>(select: (state: OpenWorkflow) => T): T => useStore(useWorkflowStore(), select)
