import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { createRouterClient } from '@orpc/server'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { templateDocument } from '../../../contract/template'
import { workflowDocument } from '../../../contract/workflow'
import { steps, take } from '../../../db/testing/commands'
import { contextText, nodesUsing, textTemplate } from '../../../db/testing/documents'
import { brokenRules } from '../../../db/testing/invariants'
import { type TestVault, testVault, testWorkspace } from '../../../db/testing/vault'
import type { Who } from '../../../db/write/command'
import { copyAcross } from '../../../db/write/copy-across'
import { createEntity } from '../../../db/write/create-entity'
import { saveDocument } from '../../../db/write/save-document'
import { type Host, openHost } from '../../host'
import type { StudioClient } from '../../socket/client'
import { readStarterLibrary } from '../../starter'
import { exportFile } from './export'
import { importFile, planImport } from './import'

const textOf = (data: string) => gunzipSync(Buffer.from(data, 'base64')).toString('utf8')
const packed = (text: string) => gzipSync(text).toString('base64')
const hashOf = (text: string) => /"hash":"([0-9a-f]{64})"/.exec(text)?.[1]

describe('a bundle', () => {
  let vault: TestVault
  beforeAll(async () => {
    vault = await testVault()
  })
  afterAll(() => vault?.close())

  const caller = (who: Who) => ({ engine: (vault as Awaited<ReturnType<typeof testVault>>).engine, who })
  const whole = (who: Who, versions = false) =>
    exportFile(caller(who), { ids: null, form: 'bundle', versions }).then(({ data }) => data)
  const bring = (who: Who, data: string, contexts: 'both' | 'here' = 'both') =>
    importFile(caller(who), { commandId: uuidv7(), data, contexts })
  const make = async (
    who: Who,
    title: string,
    document: Parameters<typeof createEntity>[2]['document'],
    parentId: string | null = null,
  ) => {
    const id = uuidv7()
    const type = document.kind
    await createEntity(vault.engine, who, {
      commandId: uuidv7(),
      id,
      type,
      parentId,
      title,
      description: '',
      document,
    })
    return id
  }

  it('of any workspace, taken into an empty one, gives the same bundle again', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (some) => {
        const from = await testWorkspace(vault.engine)
        await take(vault.engine, from, some, 'round')
        const data = await whole(from)
        if (JSON.parse(textOf(data)).items.length === 0) return
        const to = await testWorkspace(vault.engine)
        const { items } = await bring(to, data)
        const again = await whole(to)
        expect(JSON.parse(textOf(again)).items).toEqual(JSON.parse(textOf(data)).items)
        expect(hashOf(textOf(again))).toBe(hashOf(textOf(data)))
        expect(items).toBe(JSON.parse(textOf(data)).items.length)
        expect(await planImport(caller(to), data)).toMatchObject({ intact: true })
        expect(await brokenRules(vault.engine, to.workspaceId)).toEqual([])
      }),
      { numRuns: 6, interruptAfterTimeLimit: 40_000 },
    )
  })

  it('of one template holds its base and contexts, and no id, connection or version of where it was', async () => {
    const from = await testWorkspace(vault.engine)
    const place = await make(from, 'Place', { kind: 'library' })
    const base = await make(from, 'Base', textTemplate('{% render "tone" %}'), place)
    await make(from, 'Tone', contextText('friendly'), place)
    const document = textTemplate('x', {
      base: { templateId: base, follow: { by: 'latest' }, dropped: [], blocks: {}, own: [] },
      settings: { connectionId: uuidv7(), model: 'm' },
    })
    const id = await make(from, 'Derived', document, place)
    await saveDocument(vault.engine, from, {
      commandId: uuidv7(),
      id,
      rowVersion: 1,
      document: { ...document, stop: ['a'] },
    })
    const named = (versions: boolean) => exportFile(caller(from), { ids: [id], form: 'bundle', versions })
    const text = textOf((await named(false)).data)
    const made: { items: { title: string; parent: string | null }[] } = JSON.parse(text)
    expect(made.items.map(({ title }) => title).sort()).toEqual(['Base', 'Derived', 'Tone'])
    for (const secret of [id, base, place, from.workspaceId, from.accountId, 'connectionId']) {
      expect(text).not.toContain(secret)
    }
    const history = JSON.parse(textOf((await named(true)).data)).history
    expect(history).toEqual([expect.objectContaining({ number: 1, author: 'Ada' })])
    const markdown = await exportFile(caller(from), { ids: [id], form: 'markdown', versions: false })
    expect(markdown.name).toBe('derived.md')
    expect(textOf(markdown.data)).toContain('Built on Base.')
  })

  it('of one workflow holds all that its nodes name, which name each other where it goes', async () => {
    const from = await testWorkspace(vault.engine)
    const template = await make(from, 'Asked', textTemplate('{% render "tone" %}'))
    await make(from, 'Tone', contextText('friendly'))
    const facts = await make(from, 'Facts', contextText('true'))
    const rows = await make(from, 'Rows', { kind: 'variable_set', columns: [], rows: 0, digest: '' })
    const inner = await make(from, 'Inner', nodesUsing([{ id: template, kind: 'template' }], 'Inner'))
    const names = [
      { id: inner, kind: 'subworkflow' as const },
      { id: template, kind: 'template' as const },
      { id: facts, kind: 'context' as const },
    ]
    const outer = nodesUsing(names, '{% render "tone" %}')
    const row = { ...outer.nodes[1], id: uuidv7(), kind: 'variable_row', settings: { entityId: rows } }
    const code = { ...row, id: uuidv7(), kind: 'code', settings: { source: 'return 1' } }
    const document = workflowDocument.parse({ ...outer, nodes: [...outer.nodes, row, code] })
    const id = await make(from, 'Outer', document)
    const alone = async (who: Who, root: string) =>
      textOf((await exportFile(caller(who), { ids: [root], form: 'bundle', versions: false })).data)
    const text = await alone(from, id)
    const titles = ['Asked', 'Facts', 'Inner', 'Outer', 'Rows', 'Tone']
    const inFile: { items: { title: string }[] } = JSON.parse(text)
    expect(inFile.items.map(({ title }) => title).sort()).toEqual(titles)
    for (const left of [template, inner, facts, rows]) expect(text).not.toContain(left)
    expect(await planImport(caller(from), packed(text))).toMatchObject({ intact: true, outside: 1 })

    const [read, copied] = [await testWorkspace(vault.engine), await testWorkspace(vault.engine)]
    await bring(read, packed(text))
    await copyAcross(vault.engine, { from, to: copied }, { commandId: uuidv7(), ids: [id] })
    for (const there of [read, copied]) {
      const all: { items: { title: string; document: object }[] } = JSON.parse(textOf(await whole(there)))
      expect(all.items.map(({ title }) => title).sort()).toEqual(titles)
      // A name that did not come along would have been let go.
      const arrived = all.items.find(({ title }) => title === 'Outer')
      expect(JSON.stringify(arrived?.document).match(/"entityId"/g)).toHaveLength(4)
      expect(await brokenRules(vault.engine, there.workspaceId)).toEqual([])
    }
    expect(hashOf(textOf(await whole(read)))).toBe(hashOf(text))
  })

  it('says what is here already, stands beside what only bears its name, and follows its own context', async () => {
    const from = await testWorkspace(vault.engine)
    await make(from, 'Letter', textTemplate('{% render "tone" %} {% render "facts" %}'))
    await make(from, 'Tone', contextText('theirs'))
    await make(from, 'Facts', contextText('equal'))
    const data = await whole(from)
    const to = await testWorkspace(vault.engine)
    await make(to, 'Tone', contextText('ours'))
    await make(to, 'Facts', contextText('equal'))
    const plan = await planImport(caller(to), data)
    expect(plan.items.map(({ title, fate }) => [title, fate])).toEqual([
      ['Letter', 'new'],
      ['Tone', 'beside'],
      ['Facts', 'here'],
    ])
    expect(plan.clashes).toEqual(['tone'])
    await bring(to, data)
    const beside: { items: { slug: string; document: object }[] } = JSON.parse(textOf(await whole(to)))
    expect(beside.items.find(({ slug }) => slug === 'letter')?.document).toMatchObject({
      messages: [{ text: '{% render "tone-2" %} {% render "facts" %}' }],
    })
    expect(await bring(to, data, 'here')).toMatchObject({ items: 1 })
    expect(await brokenRules(vault.engine, to.workspaceId)).toEqual([])
  })

  it('reaches nothing of another workspace, whatever ids somebody wrote into it', async () => {
    const owner = await testWorkspace(vault.engine)
    const theirs = await make(owner, 'Canary', textTemplate('canary'))
    const place = await make(owner, 'Canary place', { kind: 'library' })
    const to = await testWorkspace(vault.engine)
    const document = templateDocument.parse(
      textTemplate('x', {
        base: {
          templateId: theirs,
          follow: { by: 'version', versionId: theirs },
          dropped: [],
          blocks: {},
          own: [],
        },
      }),
    )
    const items = [{ id: theirs, type: 'template', title: 'Mine', slug: 'mine', parent: place, document }]
    const data = packed(JSON.stringify({ kind: 'promptstudio.bundle', format: 1, items }))
    const plan = await planImport(caller(to), data)
    expect(plan).toMatchObject({ intact: false, items: [{ fate: 'refused' }] })
    await expect(bring(to, data)).rejects.toThrow('nothing in it')
    await expect(
      bring(owner, packed('{"kind":"promptstudio.bundle","format":1,"items":[]}')),
    ).rejects.toThrow('nothing in it')
    const import2 = importFile(caller(to), {
      commandId: uuidv7(),
      data: await whole(owner),
      parentId: place,
      contexts: 'both',
    })
    await expect(import2).rejects.toThrow('no such place')
  })

  it('that unpacks to 200 MB is refused before it is there', async () => {
    const who = await testWorkspace(vault.engine)
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, 0x20)).toString('base64')
    await expect(planImport(caller(who), bomb)).rejects.toThrow('larger than the 32 MB')
    await expect(planImport(caller(who), 'AAAA')).rejects.toThrow('Choose it again')
  })
})

describe('the starter library', () => {
  const data = mkdtempSync(join(tmpdir(), 'promptstudio-exchange-'))
  let host: Host
  let client: StudioClient
  beforeAll(async () => {
    host = await openHost({ data, door: 'test' })
    client = createRouterClient(host.router, { context: { session: host.openSession('test') } })
  })
  afterAll(async () => {
    await host?.close('cancelled')
    rmSync(data, { recursive: true, force: true })
  })
  const all = readStarterLibrary()
  const command = () => ({ commandId: uuidv7() })
  const list = async () => (await client.entity.list({ deep: true, sort: 'title', limit: 200 })).items

  it('runs as it is on both models of the simulator, which answer differently', async () => {
    const templates = (await list()).filter(({ type }) => type === 'template')
    expect(templates.length).toBeGreaterThanOrEqual(12)
    expect(await client.exchange.starter()).toEqual({ here: all.length, missing: 0 })
    const answer = async (entityId: string, model: string) => {
      const id = uuidv7()
      await client.run.start({ id, values: {}, entityId, choice: { connectionId, model } })
      for await (const event of await client.run.follow({ id })) if (event.type === 'tool_call') break
      const { status, error, answer: text } = await client.run.get({ id })
      return { status, error, text }
    }
    const [connection] = await client.provider.list()
    const connectionId = connection?.id ?? ''
    const asked = templates.filter(({ slug }) => slug !== 'support-reply')
    const answers = await Promise.all(
      asked.map(async ({ id, slug }) => ({
        slug,
        small: await answer(id, 'sim-small'),
        large: await answer(id, 'sim-large'),
      })),
    )
    const bad = answers.filter(({ small, large }) => small.status !== 'success' || large.status !== 'success')
    expect(bad).toEqual([])
    expect(answers.find(({ slug }) => slug === 'summary')).toSatisfy(
      ({ small, large }: (typeof answers)[number]) => small.text !== large.text,
    )
  })

  it('gives the same bundle when it is exported, and never a key', async () => {
    const key = 'sk-canary-0123456789abcdef'
    const connection = await client.provider.save({
      ...command(),
      id: uuidv7(),
      rowVersion: null,
      name: 'Canary connection',
      kind: 'openai_compatible',
      address: 'http://127.0.0.1:9/canary',
      models: ['m'],
      shared: false,
    })
    await client.provider.setKey({ ...command(), id: connection.id, key })
    const {
      data: file,
      name,
      items,
    } = await client.exchange.export({ ids: null, form: 'bundle', versions: true })
    expect([name, items]).toEqual(['personal.promptstudio.json', all.length])
    expect(JSON.parse(textOf(file)).items).toEqual(JSON.parse(JSON.stringify(all)))
    expect(textOf(file)).not.toMatch(/canary/i)
    const { data: markdown } = await client.exchange.export({ ids: null, form: 'markdown' })
    expect(textOf(markdown)).not.toMatch(/canary/i)
  })

  it('goes in one command, comes back with one undo, and leaves what somebody wrote', async () => {
    const gone = await client.exchange.removeStarter(command())
    expect([gone.items, gone.kept, (await list()).length]).toEqual([all.length, 0, 0])
    await expect(client.exchange.removeStarter(command())).rejects.toThrow('no starter items')
    await client.entity.undo({ ...command(), undo: gone.commandId })
    expect(await client.exchange.starter()).toEqual({ here: all.length, missing: 0 })

    const board = (await list()).find(({ slug }) => slug === 'board-briefing')
    const { document } = await client.entity.get({ id: board?.id ?? '' })
    if (document.kind !== 'template') throw new Error('It is no template.')
    await client.entity.save({
      ...command(),
      id: board?.id ?? '',
      rowVersion: board?.rowVersion ?? 0,
      document: { ...document, stop: ['mine'] },
    })
    // The template, its base, their place and the lab.
    expect((await client.exchange.removeStarter(command())).kept).toBe(4)
    expect((await client.exchange.addStarter(command())).items).toBe(all.length - 4)
    expect(await client.exchange.starter()).toEqual({ here: all.length, missing: 0 })
    await expect(client.exchange.addStarter(command())).rejects.toThrow('All starter items are here')
    expect((await list()).filter(({ slug }) => slug === 'summary')).toHaveLength(1)
  })
})
