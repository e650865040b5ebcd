import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntityDocument } from '../../contract/template'
import { getHead } from '../queries/head'
import { listPlaces } from '../queries/place'
import { getVersion, listVersions } from '../queries/version'
import { contextText, textTemplate } from '../testing/documents'
import { nativeTestVault, type TestVault, testVault } from '../testing/vault'
import { changeItems } from './change-items'
import { createEntity } from './create-entity'
import { StaleError } from './errors'
import { renameEntity } from './place'
import { restoreVersion, saveDocument } from './save-document'

const engines = [
  { name: 'PGlite', open: testVault },
  { name: 'PostgreSQL', open: nativeTestVault },
]

describe.each(engines)('write on $name', ({ open }) => {
  let vault: TestVault
  let library: string
  beforeAll(async () => {
    vault = await open()
    const lab = await create('lab', null, { kind: 'lab' })
    library = (await create('library', lab.id, { kind: 'library' })).id
  })
  afterAll(() => vault?.close())

  const create = (
    type: 'lab' | 'library' | 'template' | 'context',
    parentId: string | null,
    document: EntityDocument,
    title = `A ${type}`,
  ) =>
    createEntity(vault.engine, vault.who, {
      commandId: uuidv7(),
      id: uuidv7(),
      type,
      parentId,
      title,
      description: '',
      document,
    })

  it('makes a version a save, each with the one before as its parent, valid up to the next', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('one'))
    let rowVersion = made.rowVersion
    for (const text of ['two', 'three']) {
      const saved = await saveDocument(engine, who, {
        commandId: uuidv7(),
        id: made.id,
        rowVersion,
        document: textTemplate(text),
      })
      rowVersion = saved.rowVersion
    }
    const { items } = await listVersions(engine, who.workspaceId, { id: made.id, places: true, limit: 10 })
    expect(items.map((item) => [item.number, item.semver, item.isHead])).toEqual([
      [3, '0.1.2', true],
      [2, '0.1.1', false],
      [1, '0.1.0', false],
    ])
    expect(items.map((item) => item.parents)).toEqual([[items[1]?.id], [items[2]?.id], []])
    const first = await getVersion(engine, who.workspaceId, { id: made.id, versionId: items[2]?.id ?? '' })
    expect(first?.document).toEqual(textTemplate('one'))
    expect(await listPlaces(engine, who.workspaceId)).toMatchObject([
      { type: 'lab', items: 1 },
      { type: 'library', items: 1 },
    ])
  })

  it('still marks the newest content as what stands after a rename, which is no entry of the history', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('text'))
    await renameEntity(engine, who, {
      commandId: uuidv7(),
      id: made.id,
      rowVersion: 1,
      title: 'Another name',
    })
    const { items } = await listVersions(engine, who.workspaceId, { id: made.id, places: false, limit: 10 })
    expect(items.map((item) => [item.number, item.kind, item.isHead])).toEqual([[1, 'content', true]])
  })

  it('refuses a save made from an older state and gives the head that is there and the base that it began from', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('base'))
    const save = (text: string, rowVersion: number, baseVersionId?: string) =>
      saveDocument(engine, who, {
        commandId: uuidv7(),
        id: made.id,
        rowVersion,
        baseVersionId,
        document: textTemplate(text),
      })
    await save('theirs', 1)
    await save('theirs too', 2)
    const refused = await save('mine', 1, made.versionId).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(StaleError)
    expect(refused).toMatchObject({
      head: { rowVersion: 3, document: textTemplate('theirs too') },
      base: { versionId: made.versionId, document: textTemplate('base') },
    })
    expect(await save('mine', 1, uuidv7()).catch((error: unknown) => error)).toMatchObject({ base: null })
  })

  it('refuses to make an item under an id that is taken, and answers a repeat after its place is gone', async () => {
    const { engine, who } = vault
    const lab = await create('lab', null, { kind: 'lab' })
    const first = {
      commandId: uuidv7(),
      id: uuidv7(),
      type: 'template',
      parentId: lab.id,
      title: 'First',
      description: '',
      document: textTemplate('first'),
    } as const
    const made = await createEntity(engine, who, first)
    const taken = createEntity(engine, who, { ...first, commandId: uuidv7(), title: 'Second' })
    await expect(taken).rejects.toMatchObject({ name: 'StaleError', head: { state: { title: 'First' } } })
    await changeItems(engine, who, { commandId: uuidv7(), ids: [lab.id], change: { do: 'trash' } })
    expect(await createEntity(engine, who, first)).toEqual(made)
  })

  it('applies a command id once and answers a repeat as the first time', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('base'))
    const command = { commandId: uuidv7(), id: made.id, rowVersion: 1, document: textTemplate('next') }
    const first = await saveDocument(engine, who, command)
    expect(await saveDocument(engine, who, command)).toEqual(first)
    expect((await getHead(engine, who.workspaceId, made.id))?.rowVersion).toBe(2)
  })

  it('gives a second context of the same title a slug of its own', async () => {
    const { engine, who } = vault
    const slugs = []
    for (const text of ['a', 'b', 'c']) {
      const made = await create('context', library, contextText(text), 'House style')
      slugs.push((await getHead(engine, who.workspaceId, made.id))?.state.slug)
    }
    expect(slugs).toEqual(['house-style', 'house-style-2', 'house-style-3'])
  })

  it('makes no version of a save that changes nothing', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('same'))
    const saved = await saveDocument(engine, who, {
      commandId: uuidv7(),
      id: made.id,
      rowVersion: 1,
      document: textTemplate('same'),
    })
    expect(saved).toEqual(made)
  })

  it('restores an old document as a new version', async () => {
    const { engine, who } = vault
    const made = await create('template', library, textTemplate('old'))
    await saveDocument(engine, who, {
      commandId: uuidv7(),
      id: made.id,
      rowVersion: 1,
      document: textTemplate('new'),
    })
    await restoreVersion(engine, who, {
      commandId: uuidv7(),
      id: made.id,
      rowVersion: 2,
      versionId: made.versionId,
    })
    const head = await getHead(engine, who.workspaceId, made.id)
    expect(head).toMatchObject({ number: 3, document: textTemplate('old') })
  })
})
