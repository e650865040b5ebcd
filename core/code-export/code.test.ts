import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProviderKind } from '../../contract/vocabulary'
import type { ExportedCall } from './call'
import { codeLanguages, exportCode } from './languages'

const call = (kind: ProviderKind, text: string): ExportedCall => ({
  kind,
  address: null,
  model: 'a-model',
  messages: [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text },
  ],
  settings: { temperature: 0.2, maxTokens: 100 },
  stop: ['END'],
  tools: [{ name: 'look_up', description: '', parameters: { type: 'object', required: [], nullable: true } }],
})

const remote: ProviderKind[] = ['openai', 'anthropic', 'google', 'openai_compatible']
const hostile = `It's "quoted" \\ $(touch /tmp/x) \`id\` \${HOME}\n'''\nEOF\u2028 é 🎈`

describe.each(remote)('code for %s', (kind) => {
  it.each(codeLanguages)('in %s names the model and an environment variable, never a key', (language) => {
    const code = exportCode(call(kind, 'Hello'), language) ?? ''
    expect(code).toContain('a-model')
    expect(code).toMatch(/_API_KEY/)
    expect(code).not.toMatch(/\$KEY|sk-/)
  })

  it('keeps every letter of a prompt through a shell', () => {
    const code = (exportCode(call(kind, hostile), 'curl') ?? '').replace(/^curl /, "printf '%s\\0' ")
    const told = execFileSync('/bin/sh', ['-c', code], { env: {} }).toString('utf8').split('\0')
    const body = JSON.stringify(JSON.parse(told[told.indexOf('-d') + 1] ?? '{}'))
    expect(body).toContain(JSON.stringify(hostile).slice(1, -1))
  })
})

it('gives nothing for the simulator, which nobody else can call', () => {
  expect(exportCode(call('simulator', 'Hi'), 'curl')).toBeNull()
})

it('is TypeScript that can be read, whatever the prompt says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const code = exportCode(call('openai_compatible', text), 'typescript') ?? ''
      const body = /body: JSON\.stringify\(([\s\S]*)\),\n\}\)\nif/.exec(code)?.[1] ?? ''
      expect(JSON.parse(body).messages[1].content).toBe(text)
    }),
  )
})
