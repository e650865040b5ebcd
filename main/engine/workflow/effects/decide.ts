import { z } from 'zod'
import { readJsonAnswer } from '../../../../core/answer/structured'
import { schemaProblems } from '../../../../core/values/schema'
import { ExpressionError } from '../../expression/error'
import type { Effect, NodeWork } from '../effect'
import { NodeFailure } from '../node-failure'
import { settingsOf } from './settings'

/** What an expression of a node sees. */
export async function evaluate(
  { needs, run }: Pick<NodeWork, 'needs' | 'run'>,
  source: string,
  about: { readonly input: unknown; readonly output?: unknown },
): Promise<unknown> {
  const { tokens, money } = run.budget.spent
  try {
    return await needs.expressions.evaluate(source, {
      ...about,
      vars: run.given,
      cost: { tokens, money: money === null ? null : Number(money) },
      score: Object.fromEntries(run.scores),
    })
  } catch (error) {
    if (error instanceof ExpressionError) throw new NodeFailure(`expression_${error.code}`, error.message)
    throw error
  }
}

export const condition: Effect = async (work) => {
  const { value } = work.inputs
  const holds = await evaluate(work, String(work.node.settings.expression ?? ''), { input: value })
  return { outputs: holds ? { yes: value } : { no: value } }
}

const cases = z.looseObject({
  cases: z.array(z.looseObject({ name: z.string(), expression: z.string() })).default([]),
})

export const switchCase: Effect = async (work) => {
  const { value } = work.inputs
  for (const { name, expression } of settingsOf(cases, work.node).cases) {
    if (await evaluate(work, expression, { input: value })) return { outputs: { [name]: value } }
  }
  return { outputs: { otherwise: value } }
}

export const score: Effect = async (work) => {
  const { name = 'score', unit = '', expression = '' } = work.node.settings
  const value = await evaluate(work, String(expression), { input: work.inputs.value })
  const number = typeof value === 'boolean' ? Number(value) : value
  if (typeof number !== 'number') {
    throw new NodeFailure(
      'not_a_number',
      'The expression of a score gives a number, or true and false for 1 and 0.',
    )
  }
  work.run.scores.set(String(name), number)
  return {
    outputs: { value: work.inputs.value, score: number },
    metrics: [{ name: String(name), value: number, unit: String(unit) || null, source: 'evaluator' }],
  }
}

const extraction = z.looseObject({
  expression: z.string().default(''),
  schema: z.record(z.string(), z.unknown()).nullish(),
})

export const extract: Effect = async (work) => {
  const { expression, schema } = settingsOf(extraction, work.node)
  const read = jsonOf(work.inputs.value)
  if (!read) return invalid(work, 'What came is not JSON.')
  const value =
    expression.trim() === '' ? read.value : await evaluate(work, expression, { input: read.value })
  if (value === undefined) return invalid(work, 'The expression gives nothing of what came.')
  const [problem] = schema ? schemaProblems(schema, value) : []
  return problem ? invalid(work, problem.message) : { outputs: { value } }
}

/** A text is read as JSON, also where it stands in a fenced block or in prose around one object or list. */
function jsonOf(value: unknown): { readonly value: unknown } | null {
  if (typeof value !== 'string') return { value }
  const whole = readJsonAnswer(value)
  if (whole) return whole
  const fenced = /```(?:json)?\s*\n([\s\S]*?)\n```/.exec(value)?.[1]
  return fenced === undefined ? null : readJsonAnswer(fenced)
}

/** Comes out at `invalid` where that is connected, with what came, so that a model can put it right. */
function invalid({ inputs, connected }: NodeWork, why: string) {
  if (connected.has('invalid')) {
    const came = typeof inputs.value === 'string' ? inputs.value : JSON.stringify(inputs.value)
    return { outputs: { invalid: `${why}\n\n${came}` } }
  }
  throw new NodeFailure('invalid', `${why} Connect "invalid", or change what the node before gives.`)
}
