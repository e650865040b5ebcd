import { expect, type Locator } from '@playwright/test'
import type { commands } from '../../core/commands'
import type { pathOf } from '../../renderer/app/location'
import type { EditorPage } from '../pages/editor-page'
import type { StudioPage } from '../pages/studio-page'

type Show = (window: StudioPage) => Promise<unknown>
type Route = Parameters<typeof pathOf>[0]['at']
type CommandLabel = (typeof commands)[number]['label']

const item = 'Declined claim, warm letter'

const openItem = async (window: StudioPage): Promise<EditorPage> => {
  await window.goToLibrary()
  const editor = await window.openItem(item)
  await expect(editor.variables).toContainText(/\d of \d/)
  await expect(editor.playground).toContainText('Success')
  return editor
}

/** What every route shows. A route without a picture does not compile. */
const routes: Record<Route, Show> = {
  library: async (window) => {
    await window.goToLibrary()
    await window.row(item).click()
  },
  item: openItem,
  runs: async (window) => {
    const runs = await window.goToRuns()
    await runs.rows('Declined').first().click()
    await expect(runs.detail).toContainText('Astrid Solheim')
  },
  conversations: async (window) =>
    expect((await window.goToConversations()).thread).toContainText('garden house'),
  settings: (window) => window.goToSettings(),
  welcome: async (window) => {
    await command(window, 'First steps')
    await expect(window.page.getByRole('region', { name: 'First steps' })).toBeVisible()
  },
}

const dialog = (window: StudioPage): Locator => window.page.getByRole('dialog').last()

const command = async (window: StudioPage, label: CommandLabel): Promise<void> => {
  const palette = await window.openPalette()
  await palette.query.fill(`> ${label}`)
  await window.page.keyboard.press('Enter')
}

const inForm =
  (name: string): Show =>
  async (window) => {
    const editor = await openItem(window)
    await editor.variables.getByRole('button', { name, exact: true }).click()
  }

/** What opens over or in a screen: dialogs, panels and states worth a look. */
const opened: Record<string, Show> = {
  palette: (window) => window.openPalette(),
  keys: (window) => command(window, 'Show all keys'),
  export: (window) => command(window, 'Export'),
  import: (window) => command(window, 'Import a file'),
  preview: async (window) => {
    await openItem(window)
    await window.page.getByRole('button', { name: 'Both', exact: true }).click()
  },
  find: async (window) => {
    const editor = await openItem(window)
    await editor.text('User message').click()
    await window.page.keyboard.press('ControlOrMeta+Shift+F')
    await window.page.keyboard.type('customer')
  },
  parts: inForm('Parts of the template'),
  'load-values': inForm('Load values'),
  'keep-values': inForm('Save the values'),
  version: async (window) => {
    const editor = await openItem(window)
    await editor.openVersion(2)
    await dialog(window).getByRole('combobox', { name: 'Compare with' }).click()
    await window.page.getByRole('option', { name: 'Version 1' }).click()
  },
  'two-answers': async (window) => {
    const editor = await openItem(window)
    const second = await editor.addAnswer('sim-small')
    await editor.run()
    for (const answer of [editor.answer(1), second]) {
      await expect(answer.getByRole('status')).toHaveText('Run ended: Success.', { timeout: 60_000 })
    }
  },
  'one-answer': async (window) => {
    const editor = await openItem(window)
    await editor.answer(2).getByRole('button', { name: 'Remove this column' }).click()
  },
}

export const shown: readonly (readonly [name: string, show: Show])[] = Object.entries({
  ...routes,
  ...opened,
})

/** The few that the guide shows; these are kept beside it. */
export const inGuide: ReadonlySet<string> = new Set([
  'library',
  'item',
  'preview',
  'load-values',
  'two-answers',
  'runs',
  'conversations',
  'version',
])
