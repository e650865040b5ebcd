import { z } from 'zod'
import { id } from './common'

/** What a node does. The canvas, the engine and the rules each have a total record over these. */
export const nodeKinds = [
  'input',
  'output',
  'template',
  'model_call',
  'context',
  'variable_row',
  'text',
  'condition',
  'switch',
  'map',
  'loop',
  'merge',
  'aggregate',
  'subworkflow',
  'search',
  'http',
  'code',
  'extract',
  'score',
  'human_input',
  'delay',
  'note',
  'group',
] as const
export type NodeKind = (typeof nodeKinds)[number]

export const portKinds = ['text', 'messages', 'number', 'boolean', 'list', 'object', 'image', 'any'] as const
export type PortKind = (typeof portKinds)[number]

/** What travels along an edge. */
export const portType = z.looseObject({
  kind: z.enum(portKinds),
  /** A list: what each entry is; left out, anything. */
  of: z.enum(portKinds).optional(),
  /** An object: its JSON schema; left out, any object. */
  schema: z.record(z.string(), z.unknown()).optional(),
})
export type PortType = z.infer<typeof portType>

export const portName = z.string().min(1).max(80)

/** A port that somebody declared: of an input or output node, of a code node, of a template as it was when chosen. */
export const portField = z.looseObject({
  name: portName,
  type: portType.default({ kind: 'text' }),
  required: z.boolean().default(true),
  description: z.string().max(500).default(''),
  default: z.unknown().optional(),
})
export type PortField = z.infer<typeof portField>

/** Of a node or edge, unique in its workflow; one spelling, since ids are compared as they are written. */
const itemId = id.toLowerCase()

/** Canvas units; the same at every zoom. */
const coordinate = z.number().min(-1_000_000).max(1_000_000)
const extent = z.number().min(1).max(100_000)

/** How often and how long a node may try. */
export const nodePolicy = z.looseObject({
  attempts: z.number().int().min(1).max(10).optional(),
  /** Before the second attempt; doubled before each further one. */
  backoffMs: z.number().int().min(0).max(600_000).optional(),
  timeoutMs: z.number().int().min(1).max(86_400_000).optional(),
})

export const workflowNode = z.looseObject({
  id: itemId,
  /** One of `nodeKinds`. A kind of a newer version is kept and shown, and not run. */
  kind: z.string().min(1).max(40),
  label: z.string().max(200).default(''),
  /** The upper left corner on the canvas, also for a node in a group. */
  x: coordinate,
  y: coordinate,
  width: extent.optional(),
  height: extent.optional(),
  colour: z.string().max(20).optional(),
  icon: z.string().max(40).optional(),
  /** The group it lies in. */
  parentId: itemId.optional(),
  /** A group: whether it is folded. */
  folded: z.boolean().optional(),
  policy: nodePolicy.optional(),
  /** By the kind's own schema (core/workflow/kinds). */
  settings: z.record(z.string().max(80), z.unknown()).default({}),
})
export type WorkflowNode = z.infer<typeof workflowNode>

export const workflowEdge = z.looseObject({
  id: itemId,
  source: itemId,
  sourcePort: portName,
  target: itemId,
  targetPort: portName,
  /** An expression: the value travels on only where it is true. */
  condition: z.string().max(2_000).optional(),
  label: z.string().max(200).optional(),
})
export type WorkflowEdge = z.infer<typeof workflowEdge>

/** A run stops before it passes one of these. */
export const workflowLimits = z.looseObject({
  /** Nodes that run at once. */
  parallel: z.number().int().min(1).max(1_000).optional(),
  tokens: z.number().int().min(1).optional(),
  /** Money as a decimal string. */
  cost: z
    .string()
    .regex(/^\d+(\.\d+)?$/)
    .max(40)
    .optional(),
  steps: z.number().int().min(1).optional(),
  seconds: z.number().min(1).optional(),
})

/** What a test expects. A kind of a newer version is kept, and not judged. */
export const testExpectation = z.looseObject({
  /** One of `expectationKinds`. */
  kind: z.string().min(1).max(40),
  /** The output that it is about; an expression names them itself. */
  output: portName.optional(),
  /** equals: any value. contains: a text. */
  value: z.unknown().optional(),
  /** JSON schema. */
  schema: z.record(z.string(), z.unknown()).optional(),
  /** Over `output`, `input` and `cost`. */
  expression: z.string().max(2_000).optional(),
})
export type TestExpectation = z.infer<typeof testExpectation>

export const expectationKinds = ['equals', 'contains', 'schema', 'expression'] as const
export type ExpectationKind = (typeof expectationKinds)[number]

/** A named case: what the workflow is given, and what is expected of what it gives back. */
export const workflowTest = z.looseObject({
  id: itemId,
  name: z.string().max(200).default(''),
  /** By the names of the signature; what is left out has its default. */
  inputs: z.record(z.string(), z.unknown()).default({}),
  expect: z.array(testExpectation).max(50).default([]),
})
export type WorkflowTest = z.infer<typeof workflowTest>

/**
 * A workflow's document: the immutable content of one version. Its typed signature is what its input and output nodes
 * declare; notes and groups are nodes that do not run. What somebody looks at (viewport, selection) is not in it.
 */
export const workflowDocument = z.looseObject({
  kind: z.literal('workflow'),
  nodes: z.array(workflowNode).max(5_000).default([]),
  edges: z.array(workflowEdge).max(20_000).default([]),
  limits: workflowLimits.default({}),
  /** Run on demand; left out where there are none. */
  tests: z.array(workflowTest).max(200).optional(),
})
export type WorkflowDocument = z.infer<typeof workflowDocument>
