import { z } from 'zod'
import { readJsonAnswer } from '../../../../core/answer/structured'
import { CodeError } from '../../code/service'
import type { Effect } from '../effect'
import { NodeFailure } from '../node-failure'
import { renderText } from './library'
import { settingsOf } from './settings'

const request = z.looseObject({
  method: z.string().default('GET'),
  url: z.string().default(''),
  headers: z.array(z.looseObject({ name: z.string(), value: z.string() })).default([]),
  body: z.string().default(''),
  timeoutMs: z.number().default(30_000),
})

export const http: Effect = async (work) => {
  const { method, url, headers, body, timeoutMs } = settingsOf(request, work.node)
  const filled = (text: string) => renderText(work, text, work.inputs)
  const answer = await work.needs.web.ask(
    work.caller,
    {
      method,
      url: (await filled(url)).trim(),
      headers: await Promise.all(
        headers.map(async ({ name, value }): Promise<[string, string]> => [name, await filled(value)]),
      ),
      body: method === 'GET' || method === 'HEAD' ? null : await filled(body),
      timeoutMs,
    },
    work.signal,
  )
  const json = readJsonAnswer(answer.body)
  return {
    outputs: {
      body: answer.body,
      status: answer.status,
      headers: answer.headers,
      ...(json ? { json: json.value } : {}),
    },
  }
}

const program = z.looseObject({
  language: z.enum(['javascript', 'typescript']).default('javascript'),
  source: z.string().default(''),
  outputs: z.array(z.looseObject({ name: z.string() })).default([{ name: 'result' }]),
  timeoutMs: z.number().default(1_000),
  memoryMb: z.number().default(16),
})

export const code: Effect = async ({ needs, node, inputs, signal }) => {
  const { outputs, ...task } = settingsOf(program, node)
  try {
    const value = await needs.code.run({ ...task, input: inputs }, signal)
    const given = typeof value === 'object' && value !== null ? { ...value } : {}
    const found = Object.entries(given).filter(([name]) => outputs.some((each) => each.name === name))
    return { outputs: Object.fromEntries(found) }
  } catch (error) {
    if (error instanceof CodeError) throw new NodeFailure(`code_${error.code}`, error.message)
    throw error
  }
}
