import { lines } from './classify'
import { letter } from './letter'
import { type Brief, type SimMessage, understand } from './prompt'
import { answer, code, list, summary, translation } from './prose'
import { type Flaws, flawsOf, profiles, type SimulatedModel } from './quality'
import { type Random, seeded } from './random'
import { fromSchema, looseJson, poorer } from './structured'
import { type Piece, pace, simulatedTokens } from './timing'
import { chooseTool, type SimTool, type SimToolCall } from './tools'

export interface SimulatorRequest {
  readonly model: SimulatedModel
  readonly seed: number
  readonly messages: readonly SimMessage[]
  readonly outputSchema?: unknown
  readonly tools?: readonly SimTool[]
  readonly maxTokens?: number | null
  readonly stop?: readonly string[]
}

export interface SimulatedAnswer {
  readonly pieces: readonly Piece[]
  readonly toolCall: SimToolCall | null
  readonly inputTokens: number
  readonly outputTokens: number
  /** Part of the input that a cache would have held: a long, unchanging beginning. */
  readonly cachedTokens: number
  readonly finish: 'stop' | 'length' | 'tool_calls'
}

/** The simulator reads this much of a message, so that a long paste takes no longer than a short one. */
const READ = 12_000

/** The same seed, model and prompt give the same answer, to the letter and to the millisecond. */
export function simulate(request: SimulatorRequest): SimulatedAnswer {
  const { model, seed } = request
  const messages = request.messages.map(({ role, text }) => ({ role, text: text.slice(0, READ) }))
  const prompt = messages.map((message) => `${message.role}: ${message.text}`).join('\n')
  const random = seeded(seed, model, prompt, JSON.stringify(request.outputSchema ?? null))
  const profile = profiles[model]
  const inputTokens = request.messages.reduce((sum, message) => sum + simulatedTokens(message.text) + 4, 3)
  const cachedTokens = inputTokens > 1_024 ? Math.floor(inputTokens / 2 / 128) * 128 : 0
  const toolCall = chooseTool(request.tools ?? [], messages, random)
  if (toolCall) {
    const outputTokens = simulatedTokens(JSON.stringify(toolCall.input)) + 12
    return { pieces: [], toolCall, inputTokens, outputTokens, cachedTokens, finish: 'tool_calls' }
  }
  const full = cutAtStop(
    write(messages, request.outputSchema, flawsOf(profile, random), random),
    request.stop ?? [],
  )
  const { pieces, tokens, finish } = limit(
    pace(full, profile, inputTokens, random),
    request.maxTokens ?? null,
  )
  return { pieces, toolCall: null, inputTokens, outputTokens: tokens, cachedTokens, finish }
}

function write(messages: readonly SimMessage[], schema: unknown, flaws: Flaws, random: Random): string {
  const brief = understand(messages)
  if (schema !== undefined && schema !== null) {
    const value = fromSchema(schema, brief.material, random)
    return JSON.stringify(flaws.drop ? poorer(schema, value) : value)
  }
  const told = messages.at(-1)
  if (told?.role === 'tool') return `What came back says: ${told.text.trim()}`
  const asked = messages.findLast((message) => message.role === 'user')?.text ?? messages.at(-1)?.text ?? ''
  return writers[brief.task](brief, { asked, messages, flaws, random })
}

interface Material {
  readonly asked: string
  readonly messages: readonly SimMessage[]
  readonly flaws: Flaws
  readonly random: Random
}

const writers: Readonly<Record<Brief['task'], (brief: Brief, material: Material) => string>> = {
  letter: (brief, { flaws, random }) => letter(brief, flaws, random),
  list: (brief, { flaws, random }) => list(brief, flaws, random),
  summary: (brief, { flaws, random }) => summary(brief, flaws, random),
  lines: (brief, { messages, flaws, random }) => lines(brief, messages, flaws, random),
  json: (brief, { flaws }) => looseJson(brief, flaws),
  translation: (brief, { flaws }) => translation(brief, flaws),
  code: (_, { asked, flaws }) => code(asked, flaws),
  answer: (brief, { asked, flaws, random }) => answer(brief, asked, flaws, random),
}

function cutAtStop(text: string, stop: readonly string[]): string {
  const ends = stop.map((sequence) => text.indexOf(sequence)).filter((at) => at !== -1)
  return ends.length > 0 ? text.slice(0, Math.min(...ends)) : text
}

function limit(pieces: readonly Piece[], maxTokens: number | null) {
  let tokens = 0
  for (const [index, piece] of pieces.entries()) {
    const next = tokens + simulatedTokens(piece.text)
    if (maxTokens !== null && next > maxTokens)
      return { pieces: pieces.slice(0, index), tokens, finish: 'length' as const }
    tokens = next
  }
  return { pieces, tokens, finish: 'stop' as const }
}
