import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ProviderKind } from '../../contract/vocabulary'
import { type CodeLanguage, exportCode } from '../../core/code-export/languages'
import { type ModelServer, type SeenRequest, startModelServer } from '../../e2e/servers/model-server'
import { sessionSecrets } from '../secrets/session'
import { ModelConnection } from './connection'

const key = 'sk-canary-0123456789abcdef'
const secrets = sessionSecrets()
let server: ModelServer
beforeAll(async () => {
  await secrets.set('ref', key)
  server = await startModelServer()
})
afterAll(() => server.close())

const hostile = `It's "quoted" \\ $HOME \`id\` \${x} %s é 🎈\n'''\nEOF\u2028 {"a": true, "b": null}`
const messages = [
  { role: 'system' as const, text: 'Be brief.' },
  { role: 'system' as const, text: 'Be kind.' },
  { role: 'user' as const, text: hostile },
  { role: 'assistant' as const, text: 'Sure.' },
  { role: 'user' as const, text: 'Go on.' },
]
const schema = {
  type: 'object',
  properties: { covered: { type: 'boolean' }, note: { type: 'string' } },
  required: ['covered', 'note'],
}
const call = {
  model: 'stub-ok',
  settings: { temperature: 0.2, maxTokens: 100, seed: 7 },
  stop: ['END'],
}
const asked = [
  { name: 'with tools', tools: [{ name: 'look_up', description: 'Looks it up.', parameters: schema }] },
  { name: 'with an output schema', tools: [], outputSchema: schema },
]
const kinds: ProviderKind[] = ['openai', 'anthropic', 'google', 'openai_compatible']
const addressOf = (kind: ProviderKind) => (kind === 'google' ? server.google : server.openai)

async function sentByStudio(kind: ProviderKind, more: (typeof asked)[number]): Promise<SeenRequest> {
  const connection = new ModelConnection(
    { kind, address: addressOf(kind), models: [], secretRef: 'ref' },
    secrets,
  )
  const { tools, outputSchema } = more
  const said = messages.map(({ role, text }) => ({ role, parts: [{ type: 'text' as const, text }] }))
  const events = connection.stream({ ...call, messages: said, tools, outputSchema })
  for await (const event of events) if (event.type === 'end') expect(event.end.status).toBe('success')
  connection.close()
  return last()
}

const programs: Record<CodeLanguage, [string, (code: string) => string[]]> = {
  curl: ['/bin/sh', (code) => ['-c', code]],
  typescript: [process.execPath, (code) => ['--input-type=module', '-e', code]],
  python: ['python3', (code) => ['-c', code]],
}

async function sentByCode(
  language: CodeLanguage,
  kind: ProviderKind,
  more: (typeof asked)[number],
): Promise<SeenRequest> {
  const code = exportCode({ ...call, kind, address: addressOf(kind), messages, ...more }, language) ?? ''
  const [program, args] = programs[language]
  const keys = Object.fromEntries(
    ['OPENAI', 'ANTHROPIC', 'GEMINI', 'MODEL'].map((name) => [`${name}_API_KEY`, key]),
  )
  const before = server.requests.length
  // The answer is a stream here, which the code does not ask for: what counts is what was asked.
  await promisify(execFile)(program, args(code), { env: { PATH: process.env.PATH, ...keys } }).catch(() => {})
  expect(server.requests.length).toBe(before + 1)
  return last()
}

function last(): SeenRequest {
  const seen = server.requests.at(-1)
  if (!seen) throw new Error('Nothing arrived.')
  return seen
}

/** Where it was sent, with which key, and what it said; without what only asks for a stream. */
function essence({ path, headers, body }: SeenRequest) {
  const { stream: _, stream_options: __, ...rest } = body
  const plain = JSON.parse(
    JSON.stringify(rest)
      .replaceAll(',"eager_input_streaming":true', '')
      // Two names that Google takes for one thing.
      .replaceAll('"parametersJsonSchema"', '"parameters"')
      .replaceAll('"responseJsonSchema"', '"responseSchema"'),
  )
  const keyHeaders = ['authorization', 'x-api-key', 'x-goog-api-key', 'anthropic-version', 'content-type']
  return {
    path: path.replace(':streamGenerateContent', ':generateContent'),
    headers: keyHeaders.map((name) => headers[name]),
    body: plain,
  }
}

const hasPython = spawnSync('python3', ['--version']).status === 0
const languages: CodeLanguage[] = ['curl', 'typescript', ...(hasPython ? (['python'] as const) : [])]

describe.each(kinds)('code of a run on %s', (kind) => {
  it.each(asked)('sends what the studio itself sends, $name', async (more) => {
    const studio = essence(await sentByStudio(kind, more))
    for (const language of languages) {
      expect(essence(await sentByCode(language, kind, more)), language).toEqual(studio)
    }
  })
})
