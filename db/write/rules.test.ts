import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntityDocument } from '../../contract/template'
import type { Engine } from '../engine'
import { workspaceSetting } from '../pglite/drizzle-client'
import { getHead } from '../queries/head'
import { listPlaces } from '../queries/place'
import { listVersions } from '../queries/version'
import { steps, take } from '../testing/commands'
import { contextText, textTemplate } from '../testing/documents'
import { brokenRules } from '../testing/invariants'
import { nativeTestVault, type TestVault, testVault, testWorkspace } from '../testing/vault'
import { write } from '../write'
import { changeItems } from './change-items'
import type { Who } from './command'
import { createEntity } from './create-entity'
import { changeOf } from './edit'
import { StaleError } from './errors'
import { saveDocument } from './save-document'

const engines = [
  { name: 'PGlite', open: testVault },
  { name: 'PostgreSQL', open: nativeTestVault },
]

async function template(engine: Engine, who: Who, text: string): Promise<string> {
  const shared = { description: '', title: 'Made' }
  const make = (
    type: 'lab' | 'template',
    parentId: string | null,
    document: Parameters<typeof createEntity>[2]['document'],
  ) => createEntity(engine, who, { ...shared, commandId: uuidv7(), id: uuidv7(), type, parentId, document })
  const lab = await make('lab', null, { kind: 'lab' })
  return (await make('template', lab.id, textTemplate(text))).id
}

describe.each(engines)('the rules of the write path on $name', ({ open }) => {
  let vault: TestVault
  beforeAll(async () => {
    vault = await open()
  })
  afterAll(() => vault?.close())

  const inWorkspace = async (who: Who, sql: string) => {
    const [, result] = await vault.engine.pipeline([workspaceSetting(who.workspaceId), { sql }], {
      rowMode: 'array',
    })
    return result?.rows ?? []
  }

  it('hold after any commands, repeated and late ones among them', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const who = await testWorkspace(vault.engine)
        await take(vault.engine, who, all)
        expect(await brokenRules(vault.engine, who.workspaceId)).toEqual([])
      }),
      { numRuns: 12, interruptAfterTimeLimit: 25_000 },
    )
  })

  it('let exactly one of fifty racing saves win each version', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const id = await template(engine, who, 'start')
    for (let round = 1; round <= 2; round += 1) {
      const head = await getHead(engine, who.workspaceId, id)
      if (!head) throw new Error('The template is gone.')
      const racing = Array.from({ length: 50 }, (_, racer) => {
        const document = textTemplate(`round ${round} racer ${racer}`)
        const change = changeOf(head, uuidv7(), 'content', { document })
        return write(engine, who, { id: uuidv7(), action: 'template.save', changes: [change] })
      })
      const settled = await Promise.allSettled(racing)
      const lost = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
      expect(lost).toHaveLength(49)
      expect(lost.every((error) => error instanceof StaleError && error.head.rowVersion === round + 1)).toBe(
        true,
      )
    }
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  })

  it('keep time rising for a workspace whose clock steps back', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const id = await template(engine, who, 'today')
    await inWorkspace(who, `update workspace_clock set latest = latest + interval '10 years'`)
    await saveDocument(engine, who, {
      commandId: uuidv7(),
      id,
      rowVersion: 1,
      document: textTemplate('ten years on'),
    })
    await saveDocument(engine, who, {
      commandId: uuidv7(),
      id,
      rowVersion: 2,
      document: textTemplate('back again'),
    })
    const { items } = await listVersions(engine, who.workspaceId, { id, places: false, limit: 10 })
    const times = items.map((item) => item.authoredAt)
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(times).size).toBe(3)
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  })

  it('apply a command whose answer was lost once, whether it had reached the database or not', async () => {
    const who = await testWorkspace(vault.engine)
    const id = await template(vault.engine, who, 'start')
    for (const [index, limitMs] of [1, 60].entries()) {
      const document = textTemplate(`saved with a limit of ${limitMs} ms`)
      const saved = await saveDocument(impatient(vault.engine, limitMs), who, {
        commandId: uuidv7(),
        id,
        rowVersion: index + 1,
        document,
      })
      expect(saved.rowVersion).toBe(index + 2)
      expect(await getHead(vault.engine, who.workspaceId, id)).toMatchObject({
        rowVersion: index + 2,
        document,
      })
    }
    expect(await brokenRules(vault.engine, who.workspaceId)).toEqual([])
  })

  it('link a template to the contexts it renders, and close the links it drops', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const id = await template(engine, who, 'none')
    const place = (await getHead(engine, who.workspaceId, id))?.state.parentId ?? null
    const context = (title: string) =>
      createEntity(engine, who, {
        commandId: uuidv7(),
        id: uuidv7(),
        type: 'context',
        parentId: place,
        title,
        description: '',
        document: contextText('text'),
      })
    for (const title of ['Tone', 'Facts']) await context(title)
    const linked = () =>
      inWorkspace(
        who,
        `select e.slug, r.valid_to is null from relationship r join entity e on e.id = r.target_id
          where r.type = 'depends_on' order by r.valid_from, e.slug`,
      )
    const save = (rowVersion: number, text: string) =>
      saveDocument(engine, who, { commandId: uuidv7(), id, rowVersion, document: textTemplate(text) })
    await save(1, '{% render "tone" %} {% render "facts" %} {% render "nowhere" %}')
    expect(await linked()).toEqual([
      ['facts', true],
      ['tone', true],
    ])
    await save(2, 'only {% render "facts" %} {%- render "late" %}')
    expect(await linked()).toEqual([
      ['facts', true],
      ['tone', false],
    ])
    await context('Late')
    expect(await linked()).toEqual([
      ['facts', true],
      ['tone', false],
      ['late', true],
    ])
  })

  it('send a place to the trash whole and bring back what went with it, under free slugs', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const shared = { description: '', commandId: uuidv7() }
    const make = (
      type: 'lab' | 'library' | 'context',
      parentId: string | null,
      title: string,
      document: EntityDocument,
    ) =>
      createEntity(engine, who, {
        ...shared,
        commandId: uuidv7(),
        id: uuidv7(),
        type,
        parentId,
        title,
        document,
      })
    const lab = await make('lab', null, 'Lab', { kind: 'lab' })
    const outer = await make('library', lab.id, 'Outer', { kind: 'library' })
    const inner = await make('library', outer.id, 'Inner', { kind: 'library' })
    const tone = await make('context', inner.id, 'Tone', contextText('old'))
    const early = await make('context', inner.id, 'Early', contextText('gone before'))
    const change = (id: string, what: 'trash' | 'restore') =>
      changeItems(engine, who, { commandId: uuidv7(), ids: [id], change: { do: what } })
    await change(early.id, 'trash')
    await change(outer.id, 'trash')
    expect((await listPlaces(engine, who.workspaceId)).map((place) => place.title)).toEqual(['Lab'])

    await make('context', lab.id, 'Tone', contextText('new'))
    await change(outer.id, 'restore')
    const state = async (id: string) => {
      const head = await getHead(engine, who.workspaceId, id)
      return [head?.state.slug, head?.deletedAt === null, head?.rowVersion]
    }
    expect(await state(inner.id)).toEqual(['inner', true, 3])
    expect(await state(tone.id)).toEqual(['tone-2', true, 3])
    expect(await state(early.id)).toEqual(['early', false, 2])
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  })

  it('write no word of a document into the trail', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const id = await template(engine, who, 'first Secretword')
    await saveDocument(engine, who, {
      commandId: uuidv7(),
      id,
      rowVersion: 1,
      document: textTemplate('second Secretword', {
        variables: [
          { name: 'x', type: 'text', required: true, description: '', rules: {}, default: 'Secretword' },
        ],
      }),
    })
    const trail = JSON.stringify(await inWorkspace(who, 'select e::text from event e order by seq'))
    expect(trail).not.toContain('Secretword')
    expect(trail).toContain('document.messages[m1].text')
  })

  it('let nobody rewrite the trail or a version, and notice when the owner of the files does', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const id = await template(engine, who, 'start')
    for (const attempt of [
      `update event set action = 'nothing'`,
      'delete from event',
      `update entity_version set title = 'other'`,
      'delete from entity_version',
      'update content set size = 0',
    ]) {
      await expect(inWorkspace(who, attempt)).rejects.toMatchObject({ code: '42501' })
    }
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
    await asOwner(engine, `update event set action = 'template.forged' where entity_id = '${id}'`)
    expect(await brokenRules(engine, who.workspaceId)).toEqual([
      expect.stringContaining('the trail verifies'),
    ])
  })
})

/** The first write through it is ended after so many milliseconds, with its outcome unknown. */
function impatient(engine: Engine, limitMs: number): Engine {
  let first = true
  return {
    kind: engine.kind,
    query: (sql, params, options) => engine.query(sql, params, options),
    exec: (sql, options) => engine.exec(sql, options),
    transaction: (work, options) => engine.transaction(work, options),
    close: () => engine.close(),
    pipeline: (statements, options) => {
      const isWrite = statements.some((statement) => statement.sql.includes('begin_command'))
      const limited = isWrite && first ? { ...options, limitMs } : options
      if (isWrite) first = false
      return engine.pipeline(statements, limited)
    },
  }
}

/** What somebody with the files in hand could do: no role and no policy stands in his way. */
async function asOwner(engine: Engine, sql: string): Promise<void> {
  await engine.exec(`reset role; ${sql}; set role app`)
}
