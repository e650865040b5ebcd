import { z } from 'zod'
import { liquidPorts, liquidProblems } from '../liquid-ports'
import { defineRule } from '../rule'
import { prose, someText } from './shared'

/** A Liquid text: a port for each name it expects. */
export const text = defineRule({
  settings: z.looseObject({ text: prose }),
  texts: ({ text }) => [text],
  ports: ({ text }) => ({ inputs: liquidPorts([text]), outputs: [{ name: 'text', type: someText }] }),
  problems: ({ text }) => liquidProblems([text], 'text'),
})
