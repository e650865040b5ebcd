import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { portField } from '../../../../contract/workflow'
import { type AggregateWay, aggregate as aggregated } from '../../../../core/workflow/aggregate'
import type { Effect } from '../effect'
import { NodeFailure } from '../node-failure'
import { settingsOf } from './settings'

const declared = z.looseObject({ fields: z.array(portField).default([]) })

/** What the workflow was given; a field that was not given has its default. */
export const input: Effect = ({ node, run }) => {
  const { fields } = settingsOf(declared, node)
  const outputs: Record<string, unknown> = {}
  for (const field of fields) {
    const value = Object.hasOwn(run.given, field.name) ? run.given[field.name] : field.default
    if (value !== undefined && value !== null) outputs[field.name] = value
  }
  return { outputs }
}

/** What the workflow gives back: its inputs, kept as its result. */
export const output: Effect = ({ node, inputs }) => {
  const { fields } = settingsOf(declared, node)
  const defaults = fields.flatMap(({ name, default: value }) => (value === undefined ? [] : [[name, value]]))
  return { outputs: { ...Object.fromEntries(defaults), ...inputs } }
}

/** Which values there are was settled before it began. */
export const merge: Effect = ({ node, inputs }) => {
  const values = Array.isArray(inputs.values) ? inputs.values : []
  const mode = node.settings.mode ?? 'all'
  return { outputs: { value: mode === 'all' ? values : values[0] } }
}

export const aggregate: Effect = ({ node, inputs }) => {
  const { way, separator = '\n' } = node.settings
  if (!Array.isArray(inputs.list)) {
    throw new NodeFailure('not_a_list', 'What came to "list" is no list. Connect a port that gives a list.')
  }
  const found = aggregated(inputs.list, (way ?? 'join') as AggregateWay, String(separator))
  if ('value' in found) return { outputs: { value: found.value } }
  throw new NodeFailure(
    'not_a_number',
    `Entry ${found.entry} of the list is no number. Take the numbers out with an Extract node before.`,
  )
}

export const delay: Effect = async ({ node, inputs, signal }) => {
  const ms = Number(node.settings.seconds ?? 1) * 1000
  const until = Date.now() + ms
  // A timer counts at most 24 days.
  for (let left = ms; left > 0; left = until - Date.now()) {
    await pause(Math.min(left, 86_400_000), undefined, { signal })
  }
  return { outputs: { value: inputs.value } }
}
