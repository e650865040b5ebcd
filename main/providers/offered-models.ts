import { z } from 'zod'
import type { ProviderKind } from '../../contract/vocabulary'
import type { Access } from './provider'

/** OpenAI's, Anthropic's and Google's lists; what else a server says of its models is not asked for. */
const list = z.union([
  z.object({ data: z.array(z.object({ id: z.string() })) }),
  z.object({ models: z.array(z.object({ name: z.string() })) }),
])

/** The names that a provider offers, sorted. @throws what the request threw, or an error with the answer's status */
export async function offeredModels(
  kind: Exclude<ProviderKind, 'simulator'>,
  { address, fetch, key }: Access,
  signal: AbortSignal,
): Promise<string[]> {
  const url = `${(address ?? '').replace(/\/$/, '')}/models${kind === 'google' ? '?pageSize=1000' : ''}`
  const answer = await fetch(url, { headers: headersOf(kind, key), signal })
  const body = await answer.text()
  if (!answer.ok) {
    throw Object.assign(new Error(messageIn(body) ?? (answer.statusText || 'no reason given')), {
      statusCode: answer.status,
      responseHeaders: Object.fromEntries(answer.headers),
      responseBody: body,
    })
  }
  const read = list.safeParse(parsed(body))
  if (!read.success) throw new Error('It answered with something that is no list of models.')
  const names =
    'data' in read.data
      ? read.data.data.map(({ id }) => id)
      : read.data.models.map(({ name }) => name.replace(/^models\//, ''))
  return [...new Set(names)].sort()
}

function headersOf(kind: Exclude<ProviderKind, 'simulator'>, key: string | null): Record<string, string> {
  if (key === null) return {}
  if (kind === 'anthropic') return { 'x-api-key': key, 'anthropic-version': '2023-06-01' }
  return kind === 'google' ? { 'x-goog-api-key': key } : { authorization: `Bearer ${key}` }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const messageIn = (body: string): string | undefined =>
  z.object({ error: z.object({ message: z.string() }) }).safeParse(parsed(body)).data?.error.message
