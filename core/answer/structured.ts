import { type SchemaProblem, schemaProblems } from '../values/schema'

/** An answer read as JSON: bare, or in one fenced block as some models write it. */
export function readJsonAnswer(text: string): { readonly value: unknown } | null {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?```\s*$/.exec(text)?.[1]
  try {
    return { value: JSON.parse(fenced ?? text) }
  } catch {
    return null
  }
}

/** Where an answer does not fit the schema that it was asked in; none where it does, or where none was asked for. */
export function answerProblems(schema: unknown, answer: string | null): SchemaProblem[] {
  if (schema === undefined || schema === null || answer === null) return []
  const read = readJsonAnswer(answer)
  return read ? schemaProblems(schema, read.value) : [{ path: '', message: 'The answer is not JSON.' }]
}
