import { z } from 'zod'
import { liquidPorts, liquidProblems } from '../liquid-ports'
import { defineRule, giving, twice } from '../rule'
import { fields, names, prose } from './shared'

/** Waits for somebody's answer, also for days. `question` is Liquid; the answer is a form of the fields. */
export const humanInput = defineRule({
  settings: z.looseObject({
    question: prose,
    fields: z
      .array(fields.unwrap().element)
      .max(200)
      .default([{ name: 'answer', type: { kind: 'text' }, required: true, description: '' }]),
  }),
  texts: ({ question }) => [question],
  ports: ({ question, fields }) => ({ inputs: liquidPorts([question]), outputs: giving(fields) }),
  problems: ({ question, fields }) => [
    ...(question.trim() === ''
      ? [{ code: 'missing_text' as const, field: 'question', message: 'Write what somebody is asked here.' }]
      : []),
    ...liquidProblems([question], 'question'),
    ...twice(names(fields), 'fields'),
  ],
})
