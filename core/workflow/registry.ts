import type { NodeKind, WorkflowNode } from '../../contract/workflow'
import { aggregate } from './kinds/aggregate'
import { code } from './kinds/code'
import { condition } from './kinds/condition'
import { context } from './kinds/context'
import { delay } from './kinds/delay'
import { extract } from './kinds/extract'
import { group } from './kinds/group'
import { http } from './kinds/http'
import { humanInput } from './kinds/human-input'
import { input } from './kinds/input'
import { loop } from './kinds/loop'
import { map } from './kinds/map'
import { merge } from './kinds/merge'
import { modelCall } from './kinds/model-call'
import { note } from './kinds/note'
import { output } from './kinds/output'
import { score } from './kinds/score'
import { search } from './kinds/search'
import { subworkflow } from './kinds/subworkflow'
import { switchRule } from './kinds/switch'
import { template } from './kinds/template'
import { text } from './kinds/text'
import { variableRow } from './kinds/variable-row'
import { nothing, type Reading, type Rule } from './rule'

/** Every kind's rule. Total: a kind without one does not compile. */
export const rules: Readonly<Record<NodeKind, Rule>> = {
  input,
  output,
  template,
  model_call: modelCall,
  context,
  variable_row: variableRow,
  text,
  condition,
  switch: switchRule,
  map,
  loop,
  merge,
  aggregate,
  subworkflow,
  search,
  http,
  code,
  extract,
  score,
  human_input: humanInput,
  delay,
  note,
  group,
}

export const isKnownKind = (kind: string): kind is NodeKind => Object.hasOwn(rules, kind)

/** Whether a node takes part in a run. */
export const runs = ({ kind }: Pick<WorkflowNode, 'kind'>): boolean => isKnownKind(kind) && rules[kind].runs

// By the settings' identity: documents are never changed in place, so most nodes are read once.
const readings = new WeakMap<object, Map<string, Reading>>()

/** What a node's settings say; of a kind that is not known, nothing. */
export function readNode({ kind, settings }: Pick<WorkflowNode, 'kind' | 'settings'>): Reading {
  if (!isKnownKind(kind)) return nothing
  const known = readings.get(settings) ?? new Map<string, Reading>()
  const reading = known.get(kind) ?? rules[kind].read(settings)
  known.set(kind, reading)
  readings.set(settings, known)
  return reading
}
