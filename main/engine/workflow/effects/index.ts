import type { Effect, EffectKind } from '../effect'
import { condition, extract, score, switchCase } from './decide'
import { context, search, text, variableRow } from './library'
import { modelCallNode, template } from './model'
import { code, http } from './outside'
import { aggregate, delay, input, merge, output } from './pure'

/** What each kind of node does. Total: a kind without an effect does not compile. */
export const effects: Readonly<Record<EffectKind, Effect>> = {
  input,
  output,
  template,
  model_call: modelCallNode,
  context,
  variable_row: variableRow,
  text,
  condition,
  switch: switchCase,
  merge,
  aggregate,
  search,
  http,
  code,
  extract,
  score,
  delay,
}

/** What costs money or touches the world: it is on the disk before what it gave goes on, so that it never happens twice. */
export const touches: ReadonlySet<string> = new Set(['template', 'model_call', 'http'])
