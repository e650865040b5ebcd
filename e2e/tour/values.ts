import { expect, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { variable } from '../../contract/template'
import type { StudioClient } from '../../main/socket/client'
import { t } from '../../renderer/i18n'
import { putTemplates, textTemplate } from '../fixtures/library'
import { button, type Leg, openItem, toLibrary } from './stop'

const make = async (
  { entity }: StudioClient,
  type: 'variable_set' | 'variable_definition',
  title: string,
  document: Parameters<StudioClient['entity']['create']>[0]['document'],
) => {
  const parentId = (await entity.places()).find((place) => place.type === 'library')?.id ?? null
  return entity.create({ commandId: uuidv7(), id: uuidv7(), type, parentId, title, document })
}

const columns = ['customer', 'mail'].map((name) => variable.parse({ name, type: 'long_text' }))
const row = (mail: string) => ({ key: uuidv7(), values: { customer: 'X', mail }, split: null, tags: [] })

const version = (at: number) => async (page: Page) => {
  const strip = page.getByRole('region', { name: t('editor.history') })
  await strip.getByRole('button').nth(at).click()
  await expect(page.getByRole('dialog').getByText('X', { exact: true }).first()).toBeVisible()
}

/** Variable sets and shared variables. */
export const values: Leg = {
  name: 'values',
  prepare: async (client) => {
    const set = await make(client, 'variable_set', 'X', {
      kind: 'variable_set',
      columns: [],
      rows: 0,
      digest: '',
    })
    const put = async (rowVersion: number, rows: ReturnType<typeof row>[]) =>
      client.variable.changeRows({
        commandId: uuidv7(),
        id: set.id,
        rowVersion,
        put: rows,
        allColumns: columns,
      })
    await put(1, [row('X'), row('X '.repeat(80))])
    await put(2, [row('X')])
    const shared = await make(client, 'variable_definition', 'Far', {
      kind: 'variable_definition',
      variable: variable.parse({ name: 'X', type: 'choice', rules: { choices: ['X', 'Far'] }, default: 'X' }),
    })
    await make(client, 'variable_definition', 'JSON', {
      kind: 'variable_definition',
      variable: variable.parse({ name: 'X' }),
    })
    const document = textTemplate('{{ X }}', {
      variables: [variable.parse({ name: 'X', definitionId: shared.id })],
    })
    await putTemplates(client, [{ title: 'far-model', document }])
  },
  stops: [
    {
      name: 'empty set',
      open: async (page) => {
        await toLibrary(page)
        await button(page, t('library.newOther')).click()
        await page.getByRole('menuitem', { name: t('library.newSet') }).click()
        await expect(page.getByText(t('variableSet.emptyTitle'))).toBeVisible()
      },
    },
    {
      name: 'set',
      shows: 'item',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'X')
        await expect(page.getByRole('grid', { name: t('variableSet.table') })).toBeVisible()
      },
    },
    { name: 'version of a set', open: version(1) },
    {
      name: 'shared variable that nothing follows',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'JSON')
        await expect(page.getByRole('region', { name: t('definition.users') })).toBeVisible()
      },
    },
    {
      name: 'shared variable',
      shows: 'item',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'Far')
        const users = page.getByRole('region', { name: t('definition.users') })
        await expect(users.getByRole('button', { name: 'far-model' })).toBeVisible()
      },
    },
    { name: 'version of a shared variable', open: version(0) },
    {
      name: 'variable that follows a shared one',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'far-model')
        await button(page, t('editor.rulesOf', { name: 'X' })).click()
        await expect(button(page, t('editor.openShared'))).toBeVisible()
      },
    },
  ],
}
