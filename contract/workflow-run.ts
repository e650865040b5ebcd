import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { id, instant, method, money, pageInput } from './common'
import { runError, runSummary } from './run'
import { executionKinds, executionStatuses } from './vocabulary'
import { portField, workflowDocument, workflowTest } from './workflow'

/** What somebody is asked by a human input node. */
export const nodeQuestion = z.object({ text: z.string(), fields: z.array(portField) })

/** One run of a node, or a call that it made. A node in a map or loop runs once a turn. */
export const nodeRun = z.object({
  id,
  /** `node`; below it `model_call` and `tool`. */
  kind: z.enum(executionKinds),
  parentId: id.nullable(),
  nodeId: id.nullable(),
  /** The turns of loops around it and the nodes of the workflows it stands in; "" outside of all. */
  path: z.string(),
  name: z.string().nullable(),
  status: z.enum(executionStatuses),
  error: runError.nullable(),
  startedAt: instant,
  durationMs: z.number().nullable(),
  model: z.string().nullable(),
  inputTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  cost: money,
  currency: z.string().nullable(),
})
export type NodeRun = z.infer<typeof nodeRun>

export const workflowRunEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started'), run: runSummary }),
  /** Of nodes that began or changed; the same id again replaces it. */
  z.object({ type: z.literal('nodes'), nodes: z.array(nodeRun) }),
  /** What a node's model says, piece by piece. */
  z.object({ type: z.literal('text'), nodeRunId: id, text: z.string() }),
  /** A human input node waits for an answer. */
  z.object({ type: z.literal('asks'), nodeRunId: id, nodeId: id, question: nodeQuestion }),
  z.object({ type: z.literal('status'), status: z.enum(executionStatuses) }),
  z.object({ type: z.literal('finished'), run: runSummary, outputs: z.record(z.string(), z.unknown()) }),
])
export type WorkflowRunEvent = z.infer<typeof workflowRunEvent>

/** How a node did over the runs of its workflow. */
export const nodeStatistics = z.object({
  nodeId: id,
  runs: z.number().int(),
  failed: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
  cost: money,
  currency: z.string(),
})
export type NodeStatistics = z.infer<typeof nodeStatistics>

/** The run of a node in each of two runs; null where it did not run there. */
export const nodePair = z.object({
  left: nodeRun.nullable(),
  right: nodeRun.nullable(),
  sameInputs: z.boolean(),
  sameOutputs: z.boolean(),
})
export type NodePair = z.infer<typeof nodePair>

/** Where what a node gave came from, from the item that it ran to the calls that were made for it. */
export const nodeOrigin = z.object({
  /** The item of the library that the node ran, in the version that it took; null where it runs none. */
  item: z
    .object({ id, title: z.string(), versionNumber: z.number().int().nullable(), inTrash: z.boolean() })
    .nullable(),
  workflow: z.object({
    id: id.nullable(),
    title: z.string().nullable(),
    versionNumber: z.number().int().nullable(),
  }),
  /** As the node stands in the workflow now; null where it is gone. `usesItem`: it still runs that item. */
  node: z.object({ id, label: z.string().nullable(), usesItem: z.boolean() }).nullable(),
  run: nodeRun,
  calls: z.array(nodeRun),
})
export type NodeOrigin = z.infer<typeof nodeOrigin>

const inputs = z.record(z.string(), z.unknown())

export const workflowRunStart = z.object({
  id,
  entityId: id,
  /** What stands on the canvas; where it equals the head the run is booked on that version. */
  document: workflowDocument.optional(),
  /** Runs this version instead of the head. */
  versionId: id.optional(),
  /** By the names of the workflow's signature. */
  inputs,
})
export type WorkflowRunStart = z.infer<typeof workflowRunStart>

export const testStatuses = ['passed', 'failed', 'could_not_run'] as const

/** How a test of a workflow went. */
export const testResult = z.object({
  testId: id,
  name: z.string(),
  status: z.enum(testStatuses),
  /** could_not_run: why, with the remedy. */
  message: z.string().nullable(),
  /** For each expectation in turn; `message` says the difference where it was not met. */
  checks: z.array(z.object({ passed: z.boolean(), message: z.string() })),
  /** null where not even a run began. */
  run: runSummary.nullable(),
})
export type TestResult = z.infer<typeof testResult>

export const workflowTestRun = workflowRunStart.omit({ inputs: true }).extend({ test: workflowTest })
export type WorkflowTestRun = z.infer<typeof workflowTestRun>

/** A body by its hash, so that the same one is fetched once; `json` is canonical JSON, cut at `from` + a page. */
const body = z.object({ size: z.number().int(), json: z.string(), next: z.number().int().nullable() })

export const workflowRun = {
  /**
   * Starts a run of a workflow. `id` is made by the caller: the same id twice starts one run.
   * INVALID names what keeps it from running, node by node; nothing was recorded then.
   */
  start: method.input(workflowRunStart).output(runSummary),
  /** Runs the document of an earlier run again under a new id; nodes that it finished are not run or paid for again. */
  resume: method.input(z.object({ id, from: id })).output(runSummary),
  /** Runs one node with what it was given in an earlier run. */
  runNode: method
    .input(z.object({ id, nodeRunId: id, document: workflowDocument.optional() }))
    .output(runSummary),
  /** All that has happened, then what happens; ends with `finished`, or with `status: paused` where it waits for somebody. */
  follow: method.input(z.object({ id })).output(eventIterator(workflowRunEvent)),
  /** Runs a case to its end, as a run marked as a test, and judges what came out. */
  test: method.input(workflowTestRun).output(testResult),
  stop: method.input(z.object({ id })).output(z.object({ stopped: z.boolean() })),
  /** Answers a human input node; false where nothing waits for it. Also after the studio was started anew. */
  answer: method
    .input(z.object({ id, nodeRunId: id, values: inputs }))
    .output(z.object({ answered: z.boolean() })),
  /** The trace in the order in which its parts began, page by page. */
  nodes: method
    .input(
      z
        .object({ id })
        .extend(pageInput.shape)
        .extend({ limit: z.number().int().min(1).max(5_000).default(1_000) }),
    )
    .output(z.object({ items: z.array(nodeRun), next: z.string().nullable() })),
  /** What a node was given and gave, as JSON in pages of 256 KB. */
  body: method
    .input(
      z.object({
        nodeRunId: id,
        which: z.enum(['inputs', 'outputs']),
        from: z.number().int().min(0).default(0),
      }),
    )
    .output(body.nullable()),
  /** What a run of a workflow was given, by the names of its signature; null where there is no such run here. */
  given: method.input(z.object({ id })).output(inputs.nullable()),
  /** Origins that http nodes of this workspace may ask, such as `https://api.example.com:443`. */
  hosts: method.output(z.array(z.string())),
  /** Allows or forbids the origin of an address. */
  approveHost: method
    .input(z.object({ commandId: id, address: z.url().max(2_000), approved: z.boolean() }))
    .output(z.array(z.string())),
  /** By node of a workflow: how often it ran, failed, how long it took and what it cost. */
  statistics: method.input(z.object({ entityId: id })).output(z.array(nodeStatistics)),
  /** Where what a run of a node gave came from. */
  origin: method.input(z.object({ nodeRunId: id })).output(nodeOrigin),
  /** Two runs of a workflow node by node: turns by their place in the loops around them, and what differs. */
  compare: method
    .input(z.object({ left: id, right: id }))
    .output(z.object({ items: z.array(nodePair), left: runSummary, right: runSummary })),
}
