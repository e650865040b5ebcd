import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ItemChange } from '../../contract/entity'
import { type EntityDocument, variable } from '../../contract/template'
import type { EntityType } from '../../contract/vocabulary'
import { workspaceSetting } from '../pglite/drizzle-client'
import { listEntities } from '../queries/entity-list'
import { getHead, heads } from '../queries/head'
import { listTags } from '../queries/tag'
import { listTrash } from '../queries/trash'
import { listDefinitions, listVariableRows } from '../queries/variable-set'
import { listVersions } from '../queries/version'
import { contextText, textTemplate } from '../testing/documents'
import { brokenRules } from '../testing/invariants'
import { type TestVault, testVault, testWorkspace } from '../testing/vault'
import { changeItems } from './change-items'
import type { Who } from './command'
import { copyAcross } from './copy-across'
import { createEntity } from './create-entity'
import { duplicateItems } from './duplicate'
import { renameEntity } from './place'
import { restoreVersion, saveDocument } from './save-document'
import { undoCommand } from './undo'
import { changeRows } from './variable-rows'

describe('many items at once', () => {
  let vault: TestVault
  let who: Who
  let lab: string
  afterAll(() => vault?.close())

  const create = async (
    type: EntityType,
    parentId: string | null,
    title: string,
    document: EntityDocument,
    as = who,
  ) => {
    const id = uuidv7()
    const input = { commandId: uuidv7(), id, type, parentId, title, description: '', document }
    await createEntity(vault.engine, as, input)
    return id
  }
  const template = (title: string, parentId: string | null = lab, text = title) =>
    create('template', parentId, title, textTemplate(text))
  const library = (title: string, parentId: string | null = lab) =>
    create('library', parentId, title, { kind: 'library' })
  const change = async (ids: readonly string[], what: ItemChange) => {
    const commandId = uuidv7()
    await changeItems(vault.engine, who, { commandId, ids, change: what })
    return commandId
  }
  const undo = async (of: string) => {
    const commandId = uuidv7()
    await undoCommand(vault.engine, who, { commandId, undo: of })
    return commandId
  }
  const head = async (id: string) => {
    const found = await getHead(vault.engine, who.workspaceId, id)
    if (!found) throw new Error('It is gone.')
    return found
  }
  const order = async (parentId: string) => {
    const page = await listEntities(vault.engine, who, { parentId, deep: false, sort: 'place', limit: 50 })
    return page.items.map((item) => item.title)
  }
  const whole = () => brokenRules(vault.engine, who.workspaceId)

  beforeAll(async () => {
    vault = await testVault()
    who = await testWorkspace(vault.engine)
    lab = await create('lab', null, 'Lab', { kind: 'lab' })
  })

  it('are tagged in one command, found by their tags and their text, and untagged by one undo', async () => {
    const ids = [
      await template('One', lab, 'needle in a text'),
      await template('Two'),
      await template('Three'),
    ]
    await change([ids[0] ?? ''], { do: 'tag', add: ['kept'], remove: [] })
    const tagged = await change(ids, { do: 'tag', add: ['client', 'kept'], remove: [] })
    const find = async (filter: string) => {
      const page = await listEntities(vault.engine, who, { deep: false, sort: 'title', limit: 10, filter })
      return page.items.map((item) => item.title)
    }
    expect(await find('client')).toEqual(['One', 'Three', 'Two'])
    expect(await find('needle client')).toEqual(['One'])
    expect(await listTags(vault.engine, who.workspaceId)).toEqual([
      { tag: 'client', items: 3 },
      { tag: 'kept', items: 3 },
    ])
    const back = await undo(tagged)
    expect(await find('client')).toEqual([])
    expect(await find('needle')).toEqual(['One'])
    expect((await head(ids[0] ?? '')).state.tags).toEqual(['kept'])
    await undo(back)
    expect(await find('client')).toEqual(['One', 'Three', 'Two'])
    expect(await whole()).toEqual([])
  })

  it('move together behind a neighbour, keep their order, and never into themselves', async () => {
    const outer = await library('Outer')
    const inner = await library('Inner', outer)
    const ids = []
    for (const title of ['a', 'b', 'c', 'd']) ids.push(await template(title, inner))
    const [a = '', b = '', c = '', d = ''] = ids
    await change([d, a], { do: 'move', parentId: inner, afterId: b })
    expect(await order(inner)).toEqual(['b', 'd', 'a', 'c'])
    const moved = await change([c, b], { do: 'move', parentId: inner, afterId: null })
    expect(await order(inner)).toEqual(['c', 'b', 'd', 'a'])
    await undo(moved)
    expect(await order(inner)).toEqual(['b', 'd', 'a', 'c'])
    await expect(change([outer], { do: 'move', parentId: inner })).rejects.toThrow(
      '"Outer" cannot lie inside itself',
    )
    await expect(change([outer], { do: 'move', parentId: a })).rejects.toThrow('This cannot stand here')
    // What lies in a chosen place goes along with it instead of beside it.
    await change([inner, a], { do: 'move', parentId: null })
    expect((await head(inner)).state.parentId).toBeNull()
    expect(await order(inner)).toEqual(['b', 'd', 'a', 'c'])
    expect(await whole()).toEqual([])
  })

  it('come back from the trash to their place, or to the top where that is gone, under a free slug', async () => {
    const place = await library('Place')
    const inside = await create('context', place, 'House tone', contextText('old'))
    await change([inside], { do: 'trash' })
    await change([place], { do: 'trash' })
    await create('context', lab, 'House tone', contextText('new'))
    const { items } = await listTrash(vault.engine, who.workspaceId, { limit: 10 })
    expect(items.map((item) => [item.title, item.place, item.items])).toEqual([
      ['Place', 'Lab', 0],
      ['House tone', null, 0],
    ])
    await change([inside], { do: 'restore' })
    expect((await head(inside)).state).toMatchObject({ parentId: null, slug: 'house-tone-2' })
    await change([place], { do: 'restore' })
    expect((await head(place)).state.parentId).toBe(lab)
    expect(await whole()).toEqual([])
  })

  it('take back what was changed once and leave what was changed since', async () => {
    const id = await template('Title')
    const commandId = uuidv7()
    await renameEntity(vault.engine, who, { commandId, id, rowVersion: 1, title: 'Renamed' })
    await change([id], { do: 'pin', pinned: true })
    await undo(commandId)
    expect((await head(id)).state).toMatchObject({ title: 'Title', pinned: true })

    const again = uuidv7()
    await renameEntity(vault.engine, who, { commandId: again, id, rowVersion: 4, title: 'Second' })
    await renameEntity(vault.engine, who, { commandId: uuidv7(), id, rowVersion: 5, title: 'Third' })
    await expect(undo(again)).rejects.toThrow('The title of "Third" changed again since')
    expect((await head(id)).state.title).toBe('Third')
  })

  it('take back a save as a new version, unless somebody saved since', async () => {
    const id = await template('Text', lab, 'first')
    const save = async (text: string) => {
      const commandId = uuidv7()
      const { rowVersion } = await head(id)
      await saveDocument(vault.engine, who, { commandId, id, rowVersion, document: textTemplate(text) })
      return commandId
    }
    const second = await save('second')
    await undo(second)
    expect(await head(id)).toMatchObject({ number: 3, document: textTemplate('first') })
    const third = await save('third')
    await save('fourth')
    await expect(undo(third)).rejects.toThrow('was saved again since')
  })

  it('take back a making only while nothing else was put into it', async () => {
    const commandId = uuidv7()
    const id = uuidv7()
    const input = { type: 'library', parentId: lab, title: 'New', description: '' } as const
    await createEntity(vault.engine, who, { ...input, commandId, id, document: { kind: 'library' } })
    const inside = await template('Put in', id)
    await expect(undo(commandId)).rejects.toThrow('1 item was put in there since')
    await change([inside], { do: 'move', parentId: lab })
    const gone = await undo(commandId)
    expect((await head(id)).deletedAt).not.toBeNull()
    await undo(gone)
    expect((await head(id)).deletedAt).toBeNull()
  })

  it('return to exactly what they were when any changes are undone one after the other', async () => {
    const some: fc.Arbitrary<ItemChange> = fc.oneof(
      fc.record({
        do: fc.constant('tag' as const),
        add: fc.subarray(['a', 'b', 'c']),
        remove: fc.subarray(['a', 'b', 'c']),
      }),
      fc.record({ do: fc.constant('pin' as const), pinned: fc.boolean() }),
      fc.record({ do: fc.constant('colour' as const), colour: fc.constantFrom('c-1' as const, null) }),
      fc.record({ do: fc.constant('categorize' as const), category: fc.constantFrom('x', null) }),
      fc.record({ do: fc.constant('trash' as const) }),
      fc.record({ do: fc.constant('restore' as const) }),
      fc.record({ do: fc.constant('move' as const), parentId: fc.constantFrom('outer', 'inner', null) }),
    )
    const step = fc.record({ change: some, chosen: fc.subarray([0, 1, 2, 3], { minLength: 1 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        const outer = await library('Outer')
        const inner = await library('Inner', outer)
        const ids = [outer, inner, await template('x', inner), await template('y', outer)]
        const places: Record<string, string> = { outer, inner }
        const states = () =>
          Promise.all(ids.map(async (id) => [(await head(id)).state, (await head(id)).deletedAt === null]))
        const before = await states()
        const done: string[] = []
        for (const { change: what, chosen } of steps) {
          const real = what.do === 'move' ? { ...what, parentId: places[what.parentId ?? ''] ?? null } : what
          const named = chosen.map((index) => ids[index] ?? '')
          await change(named, real).then(
            (command) => done.push(command),
            () => undefined,
          )
        }
        for (const command of done.reverse()) {
          await undo(command).catch((error: unknown) => {
            if (!String(error).includes('changed no item')) throw error
          })
        }
        expect(await states()).toEqual(before)
        expect(await whole()).toEqual([])
      }),
      { numRuns: 8, interruptAfterTimeLimit: 30_000 },
    )
  })

  it('are duplicated whole, with names of their own and links among themselves', async () => {
    const place = await library('Set')
    const base = await template('Base', place)
    const derived = await create(
      'template',
      place,
      'Derived',
      textTemplate('x', {
        base: { templateId: base, follow: { by: 'latest' }, dropped: [], blocks: {}, own: [] },
      }),
    )
    const commandId = uuidv7()
    const made = await duplicateItems(vault.engine, who, { commandId, ids: [place, derived] })
    expect(await duplicateItems(vault.engine, who, { commandId, ids: [place, derived] })).toEqual(made)
    const copies = await Promise.all(made.map(({ id }) => head(id)))
    const byTitle = new Map(copies.map((copy) => [copy.state.title, copy]))
    expect([...byTitle.keys()].sort()).toEqual(['Base', 'Derived', 'Set copy'])
    expect(byTitle.get('Base')?.state.parentId).toBe(byTitle.get('Set copy')?.id)
    expect(byTitle.get('Derived')?.document).toMatchObject({ base: { templateId: byTitle.get('Base')?.id } })
    const [, links] = await vault.engine.pipeline([
      workspaceSetting(who.workspaceId),
      {
        sql: `select source_id, target_id from relationship where type = 'derived_from' and target_id = $1`,
        params: [base],
      },
    ])
    expect(links?.rows).toEqual([{ source_id: byTitle.get('Base')?.id, target_id: base }])
    expect(await whole()).toEqual([])
  })

  it('are copied to another workspace with what they need, under new ids, with a line in both trails', async () => {
    const { engine } = vault
    const other = await testWorkspace(engine, who.accountId, 'Other')
    await create('context', lab, 'Tone', contextText('friendly'))
    const taken = await create('context', lab, 'Facts', contextText('ours'))
    await create('context', null, 'Facts', contextText('theirs'), other)
    const shared = await create('variable_definition', lab, 'Name', {
      kind: 'variable_definition',
      variable: { name: 'name', type: 'text', required: true, description: '', rules: {} },
    })
    const id = await create(
      'template',
      lab,
      'Letter',
      textTemplate('{{ name }} {% render "tone" %} {% render "facts" %}', {
        variables: [
          { name: 'name', type: 'text', required: true, description: '', rules: {}, definitionId: shared },
        ],
        settings: { connectionId: uuidv7(), model: 'm' },
      }),
    )
    const input = { commandId: uuidv7(), ids: [id] }
    const { changed, left } = await copyAcross(engine, { from: who, to: other }, input)
    expect(left).toEqual([expect.stringContaining('"facts" stayed here')])
    const copies = await heads(engine, other.workspaceId, undefined)
    const letter = copies.find((copy) => copy.state.title === 'Letter')
    expect(copies.map((copy) => copy.state.title).sort()).toEqual(['Facts', 'Letter', 'Name', 'Tone'])
    expect(copies.some((copy) => [id, taken, shared].includes(copy.id))).toBe(false)
    const name = copies.find((copy) => copy.state.title === 'Name')
    expect(letter?.document).toMatchObject({
      variables: [{ definitionId: name?.id }],
      settings: { model: 'm' },
    })
    expect(JSON.stringify(letter?.document)).not.toContain('connectionId')
    const trail = async (of: Who, action: string) => {
      const [, result] = await engine.pipeline([
        workspaceSetting(of.workspaceId),
        { sql: 'select command_id from event where action = $1', params: [action] },
      ])
      return result?.rows.length
    }
    expect([await trail(who, 'items.copy_out'), await trail(other, 'items.copy_in')]).toEqual([3, 3])
    expect((await copyAcross(engine, { from: who, to: other }, input)).changed).toEqual(changed)
    expect(await brokenRules(engine, other.workspaceId)).toEqual([])
    expect(await whole()).toEqual([])
  })

  it('keep rows of a variable set under their keys, and say how many follow a definition', async () => {
    const set = await create('variable_set', lab, 'People', {
      kind: 'variable_set',
      columns: [],
      rows: 0,
      digest: '',
    })
    const row = (name: string, key = uuidv7()) => ({ key, values: { name }, split: null, tags: [] })
    const [ada, bob] = [row('Ada'), row('Bob')]
    const put = async (rowVersion: number, rows: (typeof ada)[], remove: string[] = []) =>
      changeRows(vault.engine, who, { commandId: uuidv7(), id: set, rowVersion, put: rows, remove })
    await put(1, [ada, bob])
    await put(2, [{ ...ada, values: { name: 'Ada L.' } }, row('Cy')], [bob.key])
    const page = await listVariableRows(vault.engine, who.workspaceId, { id: set, limit: 10 })
    expect(page.items.map((item) => item.values)).toEqual([{ name: 'Ada L.' }, { name: 'Cy' }])
    expect(await head(set)).toMatchObject({ number: 3, document: { rows: 2 } })
    await expect(put(2, [row('late')])).rejects.toThrow('changed somewhere else')
    const columns = ['name', 'city'].map((name) => variable.parse({ name, description: 'From a run' }))
    const grow = (rowVersion: number, more: object) =>
      changeRows(vault.engine, who, {
        commandId: uuidv7(),
        id: set,
        rowVersion,
        put: [],
        remove: [],
        ...more,
      })
    await grow(3, { columns: columns.slice(0, 1) })
    await grow(4, { columns: columns.map((column) => ({ ...column, description: 'Another' })) })
    const grown = (await head(set))?.document
    expect(grown?.kind === 'variable_set' && grown.columns.map((column) => column.description)).toEqual([
      'From a run',
      'Another',
    ])
    // The columns as a whole, in their order; one name twice would make two of one variable.
    await grow(5, { allColumns: [...columns].reverse() })
    const turned = (await head(set))?.document
    expect(turned?.kind === 'variable_set' && turned.columns.map(({ name }) => name)).toEqual([
      'city',
      'name',
    ])
    await expect(grow(6, { allColumns: [...columns, ...columns] })).rejects.toThrow('"name" is there twice')
    const { items: versions } = await listVersions(vault.engine, who.workspaceId, {
      id: set,
      places: false,
      limit: 20,
    })
    const versionId = versions.find(({ number }) => number === 2)?.id ?? ''
    const rowsOf = async (version?: string) => {
      const query = { id: set, limit: 10, ...(version ? { versionId: version } : {}) }
      return (await listVariableRows(vault.engine, who.workspaceId, query)).items
    }
    expect(await rowsOf(versionId)).toEqual([ada, bob])
    const before = await rowsOf()
    const restored = { commandId: uuidv7(), id: set, rowVersion: 6, versionId }
    expect(await restoreVersion(vault.engine, who, restored)).toMatchObject({ versionNumber: 7 })
    expect(await rowsOf()).toEqual([ada, bob])
    expect((await head(set))?.document).toMatchObject({ columns: [], rows: 2 })
    expect(await rowsOf(versions[0]?.id)).toEqual(before)
    await restoreVersion(vault.engine, who, {
      ...restored,
      commandId: uuidv7(),
      rowVersion: 7,
      versionId: versions[0]?.id ?? '',
    })
    expect(await rowsOf()).toEqual(before)
    const [copy] = await duplicateItems(vault.engine, who, { commandId: uuidv7(), ids: [set] })
    const copied = await listVariableRows(vault.engine, who.workspaceId, { id: copy?.id ?? '', limit: 10 })
    expect(copied.items.map((item) => item.values)).toEqual([{ name: 'Ada L.' }, { name: 'Cy' }])
    const [definition] = await listDefinitions(vault.engine, who.workspaceId)
    expect(definition).toMatchObject({ title: 'Name', users: 1 })
    expect(await whole()).toEqual([])
  })
})
