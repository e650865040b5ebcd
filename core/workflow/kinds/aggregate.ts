import { z } from 'zod'
import type { PortType } from '../../../contract/workflow'
import { defineRule } from '../rule'
import { anything, someText } from './shared'

const ways = ['join', 'count', 'sum', 'average', 'min', 'max', 'most_frequent', 'flatten', 'unique'] as const

const gives: Readonly<Record<(typeof ways)[number], PortType>> = {
  join: someText,
  count: { kind: 'number' },
  sum: { kind: 'number' },
  average: { kind: 'number' },
  min: { kind: 'number' },
  max: { kind: 'number' },
  most_frequent: anything,
  flatten: { kind: 'list' },
  unique: { kind: 'list' },
}

/** Makes one value of a list. */
export const aggregate = defineRule({
  settings: z.looseObject({
    way: z.enum(ways).default('join'),
    /** Between the entries of `join`. */
    separator: z.string().max(1_000).default('\n'),
  }),
  ports: ({ way }) => ({
    inputs: [{ name: 'list', type: { kind: 'list' }, required: true }],
    outputs: [{ name: 'value', type: gives[way] }],
  }),
})
