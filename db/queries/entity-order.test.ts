import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listSorts } from '../../contract/entity'
import type { EntityDocument } from '../../contract/template'
import type { EntityType } from '../../contract/vocabulary'
import { keepFavourite, keepRating } from '../keep/opinion'
import { textTemplate } from '../testing/documents'
import { brokenRules } from '../testing/invariants'
import { type TestVault, testVault, testWorkspace } from '../testing/vault'
import { changeItems } from '../write/change-items'
import type { Who } from '../write/command'
import { createEntity } from '../write/create-entity'
import { countEntities, listEntities, listEntityIds } from './entity-list'

describe('items of a list', () => {
  let vault: TestVault
  let who: Who
  let lab: string
  afterAll(() => vault?.close())

  const create = async (
    type: EntityType,
    parentId: string | null,
    title: string,
    document: EntityDocument,
  ) => {
    const id = uuidv7()
    const input = { commandId: uuidv7(), id, type, parentId, title, description: '', document }
    await createEntity(vault.engine, who, input)
    return id
  }
  const template = (title: string, parentId: string) =>
    create('template', parentId, title, textTemplate(title))
  const library = (title: string) => create('library', lab, title, { kind: 'library' })
  const pin = (ids: readonly string[]) =>
    changeItems(vault.engine, who, { commandId: uuidv7(), ids, change: { do: 'pin', pinned: true } })

  beforeAll(async () => {
    vault = await testVault()
    who = await testWorkspace(vault.engine)
    lab = await create('lab', null, 'Lab', { kind: 'lab' })
  })

  it('stand in a list by favour and by the lower bound of their ratings', async () => {
    const { engine } = vault
    const place = await library('Rated')
    const [one, many, none] = [
      await template('one five', place),
      await template('many', place),
      await template('none', place),
    ]
    await keepRating(engine, who, { commandId: uuidv7(), id: one ?? '', value: 5, text: 'great' })
    for (let voter = 0; voter < 12; voter += 1) {
      const member = { ...who, accountId: uuidv7() }
      await keepRating(engine, member, {
        commandId: uuidv7(),
        id: many ?? '',
        value: voter % 4 === 0 ? 4 : 5,
        text: '',
      })
    }
    await keepFavourite(engine, who, { commandId: uuidv7(), id: none ?? '', favourite: true })
    const list = (more: object) =>
      listEntities(engine, who, { parentId: place, deep: false, sort: 'rating', limit: 2, ...more })
    const first = await list({})
    expect(first.items.map((item) => [item.title, item.ratings])).toEqual([
      ['many', 12],
      ['one five', 1],
    ])
    expect((await list({ cursor: first.next })).items.map((item) => item.title)).toEqual(['none'])
    expect((await list({ favourites: true })).items.map((item) => item.title)).toEqual(['none'])
    await keepRating(engine, who, { commandId: uuidv7(), id: one ?? '', value: null, text: '' })
    expect((await list({})).items.find((item) => item.id === one)?.rating ?? null).toBeNull()
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  })

  it('stand pinned before the others in any order, page by page, and are all there when all are pinned', async () => {
    const place = await library('Pinned')
    const ids = []
    for (const title of ['a', 'b', 'c', 'd', 'e']) ids.push(await template(title, place))
    const [a = '', b = '', c = '', d = '', e = ''] = ids
    const of = { parentId: place, deep: false, pinnedFirst: true } as const
    const walk = async (sort: (typeof listSorts)[number]) => {
      const found: string[] = []
      for (let cursor: string | null = null, first = true; first || cursor; first = false) {
        const page = await listEntities(vault.engine, who, { ...of, sort, cursor, limit: 2 })
        found.push(...page.items.map((item) => item.id))
        cursor = page.next
      }
      expect(await listEntityIds(vault.engine, who, { ...of, sort })).toEqual(found)
      expect(await countEntities(vault.engine, who, of)).toBe(5)
      return found
    }
    await pin([b, d, e])
    expect(await walk('title')).toEqual([b, d, e, a, c])
    for (const sort of listSorts) expect(new Set((await walk(sort)).slice(0, 3))).toEqual(new Set([b, d, e]))
    await pin([a, c])
    expect(await walk('title')).toEqual(ids)
  })
})
