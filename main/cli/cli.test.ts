import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { vaultPaths } from '../../db/vault-paths'
import { graph, putWorkflow } from '../../e2e/fixtures/workflows'
import { type Host, openHost } from '../host'
import { type Person, type } from './testing'

const data = mkdtempSync(join(tmpdir(), 'promptstudio-cli-'))
const paths = vaultPaths(data)
const here = (args: string[], person?: Person) => type([...args, '--data', data], person)
const parsed = (text: string) => JSON.parse(text)

afterAll(() => rmSync(data, { recursive: true, force: true }))

describe('help', () => {
  it('teaches: every command, each with examples and what every command takes', async () => {
    const { code, out } = await type([])
    expect(code).toBe(0)
    for (const name of ['run', 'test', 'list', 'show', 'sql', 'backup', 'restore', 'doctor']) {
      expect(out).toContain(`  ${name} `)
      for (const args of [
        [name, '--help'],
        ['help', name],
      ]) {
        const help = await type(args)
        expect(help.code).toBe(0)
        expect(help.out).toContain(`Examples\n  promptstudio ${name}`)
        expect(help.out).toContain('--workspace SLUG')
      }
    }
  })

  it('names the remedy for a command line that is not understood, and opens nothing', async () => {
    const wrong: [string[], string][] = [
      [['rum'], 'There is no command "rum". promptstudio --help'],
      [['list', '--jsn'], "Unknown option '--jsn'. See promptstudio list --help."],
      [['run', '--set'], 'See promptstudio run --help.'],
    ]
    for (const [args, sentence] of wrong) {
      const { code, told, out } = await here(args)
      expect({ code, out }).toEqual({ code: 2, out: '' })
      expect(told).toContain(sentence)
    }
    expect(() => readFileSync(paths.lockFile)).toThrow()
  })
})

describe('in a studio that is running', () => {
  let host: Host
  beforeAll(async () => {
    host = await openHost({ data, door: 'test' })
  })
  afterAll(() => host.close('cancelled'))

  it('lists what there is', async () => {
    const items = await here(['list'])
    expect(items).toMatchObject({ code: 0, told: '' })
    expect(items.out).toMatch(/^slug +title +type/)
    expect(items.out).toMatch(/^summary +Summary in five points +template +draft/m)
    const templates = parsed((await here(['list', 'templates', '--limit', '2', '--json'])).out)
    expect(templates).toHaveLength(2)
    expect((await here(['list', 'workspaces'])).out).toMatch(/^personal .*in use$/m)
    expect((await here(['list', 'connections'])).out).toContain('sim-small')
    expect((await here(['list', 'cakes'])).code).toBe(2)
  })

  it('shows an item by slug, title or id, and its history', async () => {
    const shown = await here(['show', 'summary'])
    expect(shown.out).toContain('Write exactly {{ points }} points')
    expect(shown.out).toMatch(/^points +integer +required +5/m)
    const { id } = parsed((await here(['show', 'SUMMARY IN FIVE POINTS', '--json'])).out)
    expect((await here(['show', id])).out).toBe(shown.out)
    expect((await here(['show', 'summary', '--history'])).out).toMatch(/1\.0\.0 .*head$/m)
    expect(await here(['show', 'nothing'])).toMatchObject({ code: 4, out: '' })
  })

  it('runs a template: the answer goes out, the figures are told, the run is kept', async () => {
    const values = join(data, 'values.json')
    writeFileSync(values, JSON.stringify({ text: 'Rain. Wind. Hail.', points: 2 }))
    const ran = await here([
      'run',
      'summary',
      '--values',
      values,
      '--set',
      'points=1',
      '--model',
      'sim-small',
    ])
    expect(ran.code).toBe(0)
    expect(ran.out.trim().length).toBeGreaterThan(0)
    expect(ran.told).toMatch(/^success · sim-small · .* tokens in · .* run [0-9a-f-]{36}\n$/)
    const [kept] = parsed((await here(['list', 'runs', '--limit', '1', '--json'])).out)
    expect(ran.told).toContain(kept.id)
  })

  it('takes values from standard input and answers as JSON', async () => {
    const ran = await here(['run', 'summary', '--values', '-', '--json'], { input: '{"text": "Rain."}' })
    expect(parsed(ran.out)).toMatchObject({ run: { status: 'success' }, answer: expect.any(String) })
    expect((await here(['run', 'summary', '--values', '-'], { input: 'no' })).code).toBe(2)
    expect((await here(['run', 'summary', '--set', 'text'])).told).toContain('NAME=VALUE')
    expect((await here(['run', 'summary', '--model', 'gpt-0'])).code).toBe(4)
    const refused = await here(['run', 'summary', '--set', 'points=many'])
    expect(refused).toMatchObject({ code: 2, out: '' })
  })

  it('runs a workflow: nodes are told, a single text goes out as it is, inputs are read as their ports take them', async () => {
    const client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
    await putWorkflow(
      client,
      'Count and say',
      graph(
        [
          {
            kind: 'input',
            label: 'In',
            settings: {
              fields: [
                { name: 'word', type: { kind: 'text' } },
                { name: 'times', type: { kind: 'list' } },
              ],
            },
            x: 0,
            y: 0,
          },
          {
            kind: 'text',
            label: 'Say',
            settings: { text: '{{ word }} {{ times | size }} times' },
            x: 1,
            y: 0,
          },
          {
            kind: 'output',
            label: 'Out',
            settings: { fields: [{ name: 'said', type: { kind: 'text' } }] },
            x: 2,
            y: 0,
          },
        ],
        ['In.word > Say.word', 'In.times > Say.times', 'Say.text > Out.said'],
      ),
    )
    const ran = await here(['run', 'count-and-say', '--set', 'word=12', '--set', 'times=[1,2,3]'])
    expect(ran).toMatchObject({ code: 0, out: '12 3 times\n' })
    expect(ran.told).toMatch(
      /^success · In .*\nsuccess · Say .*\nsuccess · Out .*\nsuccess · .* run [0-9a-f-]{36}\n$/,
    )
    const whole = await here(['run', 'Count and say', '--values', '-', '--json'], {
      input: '{"word":"a","times":[]}',
    })
    expect(parsed(whole.out)).toMatchObject({ run: { kind: 'workflow' }, outputs: { said: 'a 0 times' } })
    expect(await here(['run', 'count-and-say', '--set', 'word=x'])).toMatchObject({ code: 2, out: '' })
    expect((await here(['run', 'count-and-say', '--model', 'sim-small'])).code).toBe(2)
  })

  it('tests workflows: a table, what was not met, and the exit status for scripts', async () => {
    const all = await here(['test', 'triage-and-route'])
    expect(all).toMatchObject({ code: 0, told: expect.stringMatching(/^(\d+) of \1 passed\.\n$/) })
    expect(all.out).toMatch(/^workflow +case +result/)
    expect(all.out).toMatch(/^triage-and-route +A complaint gets a letter +passed/m)
    const client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
    const id = '00000000-0000-7000-8000-00000000000'
    await putWorkflow(client, 'Say hello', {
      ...graph(
        [
          { kind: 'input', label: 'in', settings: { fields: [{ name: 'name' }] }, x: 0, y: 0 },
          { kind: 'text', label: 'say', settings: { text: 'Hello {{ name }}' }, x: 200, y: 0 },
          { kind: 'output', label: 'out', settings: { fields: [{ name: 'text' }] }, x: 400, y: 0 },
        ],
        ['in.name > say.name', 'say.text > out.text'],
      ),
      tests: [
        {
          id: `${id}1`,
          name: 'Ada',
          inputs: { name: 'Ada' },
          expect: [
            { kind: 'equals', output: 'text', value: 'Hello Ada' },
            { kind: 'expression', expression: 'output.text.includes(input.name) && cost.tokens === 0' },
          ],
        },
        {
          id: `${id}2`,
          name: 'Ben',
          inputs: { name: 'Ben' },
          expect: [{ kind: 'contains', output: 'text', value: 'Goodbye' }],
        },
        { id: `${id}3`, name: 'Nobody', inputs: {}, expect: [] },
      ],
    })
    const some = await here(['test', 'say-hello'])
    expect(some.code).toBe(1)
    expect(some.out).toMatch(/Ada +passed[\s\S]*Ben +failed[\s\S]*Nobody +could not run/)
    expect(some.told).toContain('say-hello · Ben: "text" does not contain “Goodbye”. It is “Hello Ben”.')
    expect(some.told).toContain('say-hello · Nobody: could not run. The workflow needs a value for "name".')
    const one = await here(['test', 'say-hello', '--case', 'ada', '--json'])
    expect(one.code).toBe(0)
    expect(parsed(one.out)).toMatchObject([{ name: 'Ada', status: 'passed', run: { status: 'success' } }])
    expect((await here(['test', 'say-hello', '--case', 'Eve'])).code).toBe(4)
  })

  it('stops a run at Ctrl+C, and the run says so', async () => {
    const stopped = await here(['run', 'declined-claim', '--model', 'sim-large'], { interruptAfter: 1 })
    expect(stopped.code).toBe(130)
    expect(stopped.told).toContain('cancelled')
  })

  it('answers SQL, and refuses what acts', async () => {
    const answer = await here(['sql', "select slug, 1 as one from entity where slug = 'summary'"])
    expect(answer).toMatchObject({ code: 0, out: 'slug     one\nsummary    1\n' })
    expect(answer.told).toMatch(/^1 row in /)
    expect(parsed((await here(['sql', '-', '--json'], { input: 'select 1 as a' })).out)).toMatchObject({
      columns: ['a'],
      rows: [[1]],
    })
    expect(await here(['sql', 'reset role'])).toMatchObject({
      code: 1,
      told: expect.stringContaining('only reads'),
    })
    expect(await here(['sql', "select set_config('role', 'none', false)"])).toMatchObject({ code: 1 })
    expect(await here(['sql', 'select nme\nfrom entity'])).toMatchObject({
      code: 2,
      told: expect.stringContaining('(line 1, column 8)'),
    })
    expect((await here(['sql', 'select 1', '--seconds', 'x'])).code).toBe(2)
  })

  it('works in the workspace named, and says so where there is none', async () => {
    expect((await here(['list', '--workspace', 'personal'])).code).toBe(0)
    expect(await here(['list', '--workspace', 'acme'])).toMatchObject({ code: 4 })
  })

  it('backs up, verifies and lists', async () => {
    const made = parsed((await here(['backup', '--json'])).out)
    const verified = await here(['backup', 'verify', made.id])
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining('verified') })
    expect((await here(['backup', 'list'])).out).toContain(made.id)
    expect((await here(['backup', 'verify', '2001-01-01T00-00-00Z'])).code).toBe(4)
  })

  it('is found healthy by the doctor', async () => {
    const found = await here(['doctor'])
    expect(found).toMatchObject({ code: 0, told: 'All is well.\n' })
    expect(found.out).toMatch(/^ok +trail +The trail is unbroken/m)
    const lines = parsed((await here(['doctor', '--json'])).out)
    expect(lines.length).toBeGreaterThan(18)
  })

  it('is restored only when somebody typed the name of the backup', async () => {
    const plan = await here(['restore'])
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('not in this backup') })
    expect((await here(['restore', 'newest'], { answer: 'yes' })).told).toContain('Nothing was changed.')
    expect((await here(['restore', 'newest'])).told).toContain('--yes')
    const [newest] = parsed((await here(['backup', 'list', '--json'])).out)
    const restored = await here(['restore', newest.id], { answer: newest.id })
    expect(restored).toMatchObject({ code: 0, out: `Restored from ${newest.id}.\n` })
    expect((await here(['list'])).out).toContain('summary')
  })
})

describe('with no studio running', () => {
  it('a command opens the vault itself, sees what the studio left, and gives the vault back', async () => {
    const ran = await here(['run', 'summary', '--set', 'text=Rain.', '--json'])
    expect(parsed(ran.out)).toMatchObject({ run: { status: 'success' } })
    expect(existsSync(paths.lockFile)).toBe(false)
    expect(existsSync(paths.socketPath)).toBe(false)
    const [kept] = parsed((await here(['list', 'runs', '--json'])).out)
    expect(kept.id).toBe(parsed(ran.out).run.id)
  })

  it('a restore closes the vault it opened and opens the one that was restored', async () => {
    const restored = await here(['restore', 'newest', '--yes'])
    expect(restored).toMatchObject({ code: 0, out: expect.stringMatching(/^Restored from /) })
    expect(restored.told).toContain('is kept in')
  })
})

describe('a vault in the hands of a process that does not answer', () => {
  it('is left alone, with exit code 3', async () => {
    const other = mkdtempSync(join(tmpdir(), 'promptstudio-cli-'))
    const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(holder, 'spawn')
    const { folder, lockFile } = vaultPaths(other)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(
      lockFile,
      JSON.stringify({ pid: holder.pid, nonce: 'x', startedAt: new Date().toISOString() }),
    )
    const { code, told } = await type(['list', '--data', other])
    holder.kill()
    expect(code).toBe(3)
    expect(told).toContain(`in use by process ${holder.pid}`)
    rmSync(other, { recursive: true, force: true })
  })
})
