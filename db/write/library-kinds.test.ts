import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ItemChange } from '../../contract/entity'
import type { EntityDocument } from '../../contract/template'
import type { EntityType, LibraryKind } from '../../contract/vocabulary'
import { getHead, heads } from '../queries/head'
import { textTemplate } from '../testing/documents'
import { brokenRules } from '../testing/invariants'
import { type TestVault, testVault, testWorkspace } from '../testing/vault'
import { changeItems } from './change-items'
import type { Who } from './command'
import { copyAcross } from './copy-across'
import { createEntity } from './create-entity'

describe('workflows and what prompts are made of', () => {
  let vault: TestVault
  let who: Who
  beforeAll(async () => {
    vault = await testVault()
    who = await testWorkspace(vault.engine)
  })
  afterAll(() => vault?.close())

  const create = async (
    type: EntityType,
    parentId: string | null,
    title: string,
    document: EntityDocument,
    as = who,
    libraryKind?: LibraryKind,
  ) => {
    const id = uuidv7()
    const kind = libraryKind ? { libraryKind } : {}
    const input = { commandId: uuidv7(), id, type, ...kind, parentId, title, description: '', document }
    await createEntity(vault.engine, as, input)
    return id
  }
  const template = (title: string, parentId: string) =>
    create('template', parentId, title, textTemplate(title))
  const change = (ids: readonly string[], what: ItemChange) =>
    changeItems(vault.engine, who, { commandId: uuidv7(), ids, change: what })
  const placeOf = async (id: string) => (await getHead(vault.engine, who.workspaceId, id))?.state.parentId

  it('stand in libraries of their kind: elsewhere they are refused with the remedy, and what comes along goes to the lab', async () => {
    const lab = await create('lab', null, 'Lab', { kind: 'lab' })
    const flows = await create('library', lab, 'Flows', { kind: 'library' }, who, 'workflow')
    const prompts = await create('library', lab, 'Prompts', { kind: 'library' })
    const card = await template('Card', lab)
    const nodes = [{ id: uuidv7(), kind: 'template', label: '', x: 0, y: 0, settings: { entityId: card } }]
    const document: EntityDocument = { kind: 'workflow', nodes, edges: [], limits: {} }
    const flow = await create('workflow', flows, 'Flow', document)

    await expect(create('workflow', prompts, 'Astray', document)).rejects.toThrow(
      'Choose a library of workflows',
    )
    await expect(template('Astray', flows)).rejects.toThrow('Choose a library of prompts')
    await expect(change([card, flow], { do: 'move', parentId: prompts })).rejects.toThrow('holds no workflow')
    await expect(change([card], { do: 'move', parentId: flows })).rejects.toThrow('holds nothing else')
    expect([await placeOf(card), await placeOf(flow)]).toEqual([lab, flows])
    await change([flow], { do: 'move', parentId: lab })
    expect(await placeOf(flow)).toBe(lab)

    const other = await testWorkspace(vault.engine)
    const there = await create('lab', null, 'There', { kind: 'lab' }, other)
    const id = await create('library', there, 'Flows', { kind: 'library' }, other, 'workflow')
    const between = { from: who, to: other }
    const { changed } = await copyAcross(vault.engine, between, {
      commandId: uuidv7(),
      ids: [flow],
      parentId: id,
    })
    const copies = await heads(vault.engine, other.workspaceId, undefined)
    const copyIn = (copied: EntityType) => copies.find(({ type }) => type === copied)?.state.parentId
    expect(changed).toHaveLength(2)
    expect([copyIn('workflow'), copyIn('template')]).toEqual([id, there])
    expect(await brokenRules(vault.engine, other.workspaceId)).toEqual([])
  })
})
