import type { SimMessage } from './prompt'
import type { Random } from './random'
import { fromSchema } from './structured'
import { stems } from './text'

export interface SimTool {
  readonly name: string
  readonly description: string
  /** A JSON schema of the arguments. */
  readonly parameters: unknown
}

export interface SimToolCall {
  readonly id: string
  readonly name: string
  readonly input: unknown
}

/** Words that the tool's name or description share with what is asked; two are enough for a call. */
const overlap = (tool: SimTool, asked: ReadonlySet<string>): number => {
  const own = stems(
    `${tool.name.replace(/[_-]/g, ' ')} ${tool.name.replace(/[_-]/g, ' ')} ${tool.description}`,
  )
  return [...own].filter((stem) => asked.has(stem)).length
}

/** The tool that fits best, called with arguments that are valid for its schema; null where none fits. */
export function chooseTool(
  tools: readonly SimTool[],
  messages: readonly SimMessage[],
  random: Random,
): SimToolCall | null {
  const last = messages.at(-1)
  // After an answer of the assistant or a tool's result the conversation goes on in words.
  if (last?.role !== 'user') return null
  const asked = stems(last.text)
  const ranked = tools
    .map((tool) => ({ tool, score: overlap(tool, asked) }))
    .toSorted((a, b) => b.score - a.score)
  const best = ranked[0]
  if (!best || best.score < 2) return null
  const id = `call_${Math.floor(random.next() * 0xffffffff)
    .toString(16)
    .padStart(8, '0')}`
  return { id, name: best.tool.name, input: fromSchema(best.tool.parameters, last.text, random) }
}
