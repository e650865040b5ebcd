import { z } from 'zod'
import { defineRule, giving, taking, twice } from '../rule'
import { fields, names } from './shared'

/**
 * JavaScript or TypeScript in the sandbox: the body of a function that is given `input` (its fields by name) and
 * returns an object with the outputs by name.
 */
export const code = defineRule({
  settings: z.looseObject({
    language: z.enum(['javascript', 'typescript']).default('javascript'),
    source: z.string().max(200_000).default(''),
    fields,
    outputs: z
      .array(fields.unwrap().element)
      .max(200)
      .default([{ name: 'result', type: { kind: 'any' }, required: true, description: '' }]),
    timeoutMs: z.number().int().min(1).max(60_000).default(1_000),
    memoryMb: z.number().int().min(1).max(256).default(16),
  }),
  ports: (settings) => ({ inputs: taking(settings.fields), outputs: giving(settings.outputs) }),
  problems: (settings) => [
    ...(settings.source.trim() === ''
      ? [{ code: 'missing_text' as const, field: 'source', message: 'Write the code of this node.' }]
      : []),
    ...twice(names(settings.fields), 'fields'),
    ...twice(names(settings.outputs), 'outputs'),
  ],
})
