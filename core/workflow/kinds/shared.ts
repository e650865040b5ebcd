import { z } from 'zod'
import { id } from '../../../contract/common'
import { follow } from '../../../contract/template'
import { type PortField, type PortType, portField } from '../../../contract/workflow'
import type { Expression, Port, SettingsProblem, Use } from '../rule'

export const anything: PortType = { kind: 'any' }
export const someText: PortType = { kind: 'text' }

/** Declared ports. */
export const fields = z.array(portField).max(200).default([])
export const expression = z.string().max(2_000).default('')
export const prose = z.string().max(1_000_000).default('')

/** An item of the library, and which of its versions. */
export const chosen = {
  entityId: id.nullish(),
  follow: follow.default({ by: 'latest' }),
}
type Chosen = z.output<z.ZodObject<typeof chosen>>

/** The use of a chosen item. */
export function useOf(link: Use['link'], { entityId, follow }: Chosen): Use[] {
  if (!entityId) return []
  if (follow.by === 'version') return [{ link, entityId, versionId: follow.versionId }]
  return [follow.by === 'label' ? { link, entityId, label: follow.label } : { link, entityId }]
}

/** Nothing was chosen yet. */
export const unchosen = ({ entityId }: Chosen, what: string): SettingsProblem[] =>
  entityId ? [] : [{ code: 'missing_choice', field: 'entityId', message: `Choose the ${what} of this node.` }]

/** The port of what is only handed on. */
export const value: Port = { name: 'value', type: anything, required: true }

export const names = (list: readonly PortField[]): string[] => list.map(({ name }) => name)

export const one = (field: string, source: string): Expression[] => [{ field, source }]

/** The answer of a model: its text, and the object where a schema was asked for. */
export const answerPorts = (schema: Readonly<Record<string, unknown>> | null | undefined): Port[] => [
  { name: 'text', type: someText },
  ...(schema ? [{ name: 'object', type: { kind: 'object' as const, schema: { ...schema } } }] : []),
]
