import { expect, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import type { StudioClient } from '../../main/socket/client'
import { t } from '../../renderer/i18n'
import { putTemplates, textTemplate } from '../fixtures/library'
import { button, counted, type Leg, openItem, press, toLibrary } from './stop'

const textOf = (page: Page) => page.getByRole('textbox', { name: t('editor.userMessage') })

const answered = (page: Page, answers: number) =>
  expect(
    page
      .getByRole('region', { name: t('playground.title') })
      .getByText(t('ui.runStatus.success'), { exact: true }),
  ).toHaveCount(answers, { timeout: 45_000 })

async function unfoldParts(page: Page): Promise<void> {
  await button(page, t('editor.parts')).click()
  const folded = page
    .getByRole('region', { name: t('editor.parts') })
    .locator('h3 button[aria-expanded="false"]')
  while ((await folded.count()) > 0) await folded.first().click()
}

/** The item in view gets another text, as from another window. */
async function saveElsewhere(page: Page, { entity }: StudioClient): Promise<void> {
  const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const { rowVersion } = await entity.get({ id })
  await entity.save({ commandId: uuidv7(), id, rowVersion, document: textTemplate('Theirs'), message: null })
}

export const item: Leg = {
  name: 'item and playground',
  prepare: async (client) => {
    const { items } = await client.entity.list({ deep: true, types: ['template'] })
    const based = items.find(({ title }) => title === 'Declined claim, warm letter')
    const base = {
      templateId: based?.id ?? '',
      follow: { by: 'latest' as const },
      dropped: [],
      blocks: {},
      own: [],
    }
    const document = textTemplate('', { form: 'chat', messages: [], base })
    await putTemplates(client, [{ title: 'JSON', document }])
  },
  stops: [
    {
      name: 'item',
      shows: 'item',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'Declined claim, warm letter')
        await counted(page)
      },
    },
    {
      name: 'values to load',
      shows: 'renderer/ui/load-table.tsx',
      open: press(() => t('editor.loadValues')),
    },
    { name: 'values to keep', shows: 'renderer/ui/keep-row.tsx', open: press(() => t('editor.keepValues')) },
    {
      name: 'find in all messages',
      open: async (page) => {
        await textOf(page).click()
        await page.keyboard.press('ControlOrMeta+Shift+F')
        await page.keyboard.type('zzz')
        await expect(page.getByText(t('editor.foundNothing'))).toBeVisible()
      },
    },
    {
      name: 'role of a message',
      shows: 'renderer/features/editor/message-row.tsx',
      open: async (page) => {
        await button(page, t('editor.closeFind')).click()
        await press(() => t('editor.roleAndOrder', { role: t('ui.role.system') }))(page)
      },
    },
    {
      name: 'contexts to add',
      shows: 'renderer/features/editor/manuscript.tsx',
      open: press(() => t('editor.addContext')),
    },
    {
      name: 'rules of a variable',
      shows: 'renderer/features/editor/variables/rules.tsx',
      open: press(() => t('editor.rulesOf', { name: 'company' })),
    },
    {
      name: 'files, history and tools of a run',
      shows: 'renderer/features/playground/extras.tsx',
      open: press(() => t('playground.extras')),
    },
    {
      name: 'settings of the model',
      shows: 'renderer/features/playground/settings.tsx',
      open: press(() => t('playground.settings')),
    },
    { name: 'preview', open: (page) => button(page, t('editor.preview')).click() },
    {
      name: 'parts of the template',
      open: async (page) => {
        await button(page, t('editor.write')).click()
        await unfoldParts(page)
        await expect(button(page, t('editor.addTool'))).toBeVisible()
      },
    },
    {
      name: 'new tool',
      shows: 'renderer/features/editor/parts/tool-dialog.tsx',
      open: press(() => t('editor.addTool')),
    },
    {
      name: 'run ended',
      open: async (page) => {
        await button(page, t('editor.parts')).click()
        await page.keyboard.press('ControlOrMeta+Enter')
        await answered(page, 1)
      },
    },
    {
      name: 'copy of an answer',
      shows: 'renderer/ui/copy-as.tsx',
      open: press(() => t('ui.copy.as')),
    },
    {
      name: 'version',
      shows: 'renderer/ui/history/version-dialog.tsx',
      open: async (page) => {
        await page
          .getByRole('region', { name: t('editor.history') })
          .getByRole('button')
          .first()
          .click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'two answers',
      open: async (page) => {
        await button(page, t('playground.addColumn')).click()
        await page.keyboard.press('ControlOrMeta+Enter')
        await expect(button(page, t('playground.compare'))).toBeHidden()
        await answered(page, 2)
      },
    },
    {
      name: 'two answers compared',
      shows: 'renderer/features/playground/compare-columns.tsx',
      open: press(() => t('playground.compare')),
    },
    {
      name: 'messages of a base',
      shows: 'renderer/features/editor/parts/base-part.tsx',
      open: async (page) => {
        await toLibrary(page)
        await openItem(page, 'JSON')
        await unfoldParts(page)
        await press(() => t('editor.changeMessage', { name: t('ui.role.system') }))(page)
      },
    },
    {
      name: 'saved elsewhere',
      open: async (page, client) => {
        await toLibrary(page)
        await openItem(page, 'Summary in five points')
        await page.getByRole('textbox', { name: t('editor.promptText') }).click()
        await page.keyboard.type('Mine. ')
        await saveElsewhere(page, client)
        await expect(button(page, t('editor.mergeBoth'))).toBeVisible()
      },
    },
    {
      name: 'two texts',
      shows: 'renderer/features/editor/merge/merge-view.tsx',
      open: press(() => t('editor.mergeBoth')),
    },
  ],
}
