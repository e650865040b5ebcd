import { z } from 'zod'
import { message, modelSettings } from '../../../contract/template'
import { liquidPorts, liquidProblems } from '../liquid-ports'
import { defineRule, type SettingsProblem } from '../rule'
import { answerPorts } from './shared'

const settings = z.looseObject({
  messages: z.array(message).max(200).default([]),
  model: modelSettings.default({}),
  outputSchema: z.record(z.string(), z.unknown()).nullish(),
})
type Settings = z.output<typeof settings>

const texts = ({ messages }: Settings) => messages.map(({ text }) => text)

/** Asks a model with messages that stand in the node itself. */
export const modelCall = defineRule({
  settings,
  texts,
  ports: (settings) => ({
    inputs: [
      ...liquidPorts(texts(settings)),
      { name: 'history', type: { kind: 'messages' } },
      { name: 'image', type: { kind: 'image' } },
    ],
    outputs: answerPorts(settings.outputSchema),
  }),
  problems: (settings) => [...missing(settings), ...liquidProblems(texts(settings), 'messages')],
})

function missing({ messages, model }: Settings): SettingsProblem[] {
  const empty = messages.every(({ text }) => text.trim() === '')
  return [
    ...(empty
      ? [
          {
            code: 'missing_text' as const,
            field: 'messages',
            message: 'Write what the model is asked, or use a Template node.',
          },
        ]
      : []),
    ...(model.model
      ? []
      : [{ code: 'missing_model' as const, field: 'model', message: 'Choose the model that is asked.' }]),
  ]
}
