import type { Page } from '@playwright/test'
import { setLanguage, t } from '../../renderer/i18n'
import { textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { overflowOn, untranslatedOn } from '../fixtures/words'

// The names of things as the pseudo-locale has them: longer by a third, accented, in brackets.
test.beforeAll(() => setLanguage('en-XA'))
test.afterAll(() => setLanguage('en'))

async function openPseudo(page: Page, address: string): Promise<void> {
  await page.goto(address)
  await page.goto(new URL('/?locale=pseudo#/library', address).href)
}

async function expectOurWords(page: Page, where: string): Promise<void> {
  expect.soft(await untranslatedOn(page), `${where}: in no language of ours`).toEqual([])
  expect.soft(await overflowOn(page), `${where}: runs out of its box`).toEqual([])
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

test('every word of the library is translated, and none runs out of its box', async ({ page, studio }) => {
  await openPseudo(page, await studio.start())
  await expect(page.getByRole('table', { name: t('library.table') })).toBeVisible({ timeout: 45_000 })
  await page.getByRole('row', { name: 'Declined claim, warm letter' }).click()
  await expect(page.getByRole('complementary').last()).toContainText(t('library.runs'))
  await expectOurWords(page, 'library')
  await page.getByRole('tab', { name: t('library.variables') }).click()
  await expectOurWords(page, 'variables of an item')
  await page.getByRole('tab', { name: t('library.history') }).click()
  await expectOurWords(page, 'history of an item')

  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await expectOurWords(page, 'palette')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOurWords(page, 'sheet of keys')
  await page.keyboard.press('Escape')

  await page.keyboard.press('ControlOrMeta+Alt+e')
  await expect(page.getByRole('dialog', { name: t('exchange.exportTitle') })).toBeVisible()
  await expectOurWords(page, 'export')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+Alt+i')
  await expect(page.getByRole('dialog', { name: t('exchange.importTitle') })).toBeVisible()
  await expectOurWords(page, 'import')
  const document = { kind: 'context', text: 'X' }
  const brought = { type: 'context', title: 'X', document }
  const items = [
    { ...brought, id: '00000000-0000-8000-8000-000000000001', slug: 'house-style' },
    { ...brought, id: 'x', slug: 'x' },
  ]
  const file = JSON.stringify({ kind: 'promptstudio.bundle', format: 1, title: '', items })
  await page.getByRole('dialog').getByRole('textbox').fill(file)
  await button(page, t('exchange.readPasted')).click()
  await expect(page.getByRole('region', { name: t('exchange.inFile') })).toBeVisible()
  await expectOurWords(page, 'plan of an import')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(new URL('/?locale=pseudo#/welcome', page.url()).href)
  await expect(page.getByRole('region', { name: t('firstRun.title') })).toBeVisible()
  await expectOurWords(page, 'first steps')
  await page
    .getByRole('link', { name: t('frame.library') })
    .last()
    .click()

  await button(page, t('library.newPlace')).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOurWords(page, 'new lab or library')
  await page.keyboard.press('Escape')

  await page.getByRole('textbox', { name: t('library.filterByName') }).fill('qqq')
  await expect(button(page, t('library.liftFilter')).last()).toBeVisible()
  await expectOurWords(page, 'nothing found')

  await button(page, t('workspace.current', { name: 'Personal' })).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await expectOurWords(page, 'workspaces')
  await page.getByRole('menuitem', { name: t('workspace.new') }).click()
  const dialog = page.getByRole('dialog', { name: t('workspace.new') })
  await expectOurWords(page, 'new workspace')
  await dialog.getByRole('textbox', { name: t('common.name') }).fill('JSON')
  await button(page, t('workspace.make')).click()
  await expect(page.getByText(t('library.emptyTitle'))).toBeVisible()
  await expectOurWords(page, 'empty library')
  await page.getByRole('link', { name: t('frame.runs') }).click()
  await expect(page.getByText(t('runs.empty'))).toBeVisible()
  await expectOurWords(page, 'no runs')
})

test('every word of editor, playground and runs is translated, and none runs out of its box', async ({
  page,
  studio,
}) => {
  await openPseudo(page, await studio.start())
  const table = page.getByRole('table', { name: t('library.table') })
  await table.getByRole('row', { name: 'Declined claim, warm letter' }).dblclick({ timeout: 45_000 })
  await expect(page.getByRole('textbox', { name: t('editor.title') })).toBeVisible()
  await expect(page.getByRole('contentinfo')).toContainText(/ţóķéñš, é/)
  await expectOurWords(page, 'editor')

  for (const dialog of [t('editor.loadValues'), t('editor.keepValues')]) {
    await button(page, dialog).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectOurWords(page, dialog)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('ControlOrMeta+Shift+F')
  await page.keyboard.type('zzz')
  await expect(page.getByText(t('editor.foundNothing'))).toBeVisible()
  await expectOurWords(page, 'find in all messages')
  await page.keyboard.press('Escape')

  await button(page, t('editor.roleAndOrder', { role: t('ui.role.system') })).click()
  await expectOurWords(page, 'role of a message')
  await page.keyboard.press('Escape')
  await page
    .getByRole('button', { name: /^\[Ţýƥé/ })
    .first()
    .click()
  await expectOurWords(page, 'rules of a variable')
  await page.keyboard.press('Escape')
  await button(page, t('playground.settings')).click()
  await expectOurWords(page, 'model settings')
  await page.keyboard.press('Escape')
  await button(page, t('editor.preview')).click()
  await expectOurWords(page, 'preview')

  await page.keyboard.press('ControlOrMeta+Enter')
  await expect(page.getByText(t('ui.runStatus.success')).first()).toBeVisible()
  await expectOurWords(page, 'run ended')
  await page.getByRole('button', { name: /^\[Ṽéŕšíóñ 1, / }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOurWords(page, 'version')
  await page.keyboard.press('Escape')

  await page
    .getByRole('link', { name: t('frame.runs') })
    .first()
    .click()
  await expect(page.getByText(t('runs.answer'))).toBeVisible()
  await expectOurWords(page, 'runs')
})

test('a text that was saved elsewhere asks in our words', async ({ page, studio }) => {
  await openPseudo(page, await studio.start())
  const table = page.getByRole('table', { name: t('library.table') })
  await table.getByRole('row', { name: 'Summary in five points' }).dblclick({ timeout: 45_000 })
  await page.getByRole('textbox', { name: t('editor.promptText') }).click()
  await page.keyboard.type('Mine. ')
  const { entity } = await studio.contract()
  const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const { rowVersion } = await entity.get({ id })
  await entity.save({
    commandId: crypto.randomUUID(),
    id,
    rowVersion,
    document: textTemplate('Theirs'),
    message: null,
  })
  await button(page, t('editor.mergeBoth')).click()
  await expect(page.getByRole('dialog', { name: t('editor.mergeTitle', { number: 2 }) })).toBeVisible()
  await expectOurWords(page, 'two texts')
})

test('every word of the settings is translated, and none runs out of its box', async ({ page, studio }) => {
  await openPseudo(page, await studio.start())
  await page.getByRole('link', { name: t('frame.settings') }).click({ timeout: 45_000 })
  await expect(page.getByRole('heading', { name: t('settings.title') })).toBeVisible()
  await expectOurWords(page, 'settings')

  await button(page, t('providers.add')).click()
  await expectOurWords(page, 'kinds of connection')
  await page.getByRole('menuitem', { name: t('providers.kind.openai_compatible') }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOurWords(page, 'connection')
  await page.keyboard.press('Escape')
  await button(page, t('providers.makeFile')).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await expectOurWords(page, 'key file')
  await page.keyboard.press('Escape')
  await button(page, t('vault.backUpNow')).click()
  await expect(page.getByRole('region', { name: t('vault.backups') }).getByRole('listitem')).toHaveCount(1)
  await expectOurWords(page, 'backups')
})
