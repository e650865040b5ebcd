import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { EditorPage } from '../pages/editor-page'
import { StudioPage } from '../pages/studio-page'

test('the palette finds items and commands, opens and runs them by keyboard', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  let palette = await window.openPalette()
  await palette.find('warm')
  await expect(palette.entry('Declined claim, warm letter')).toBeVisible()
  await expect(palette.dialog.getByRole('region', { name: /^Preview of Declined/ })).toContainText('{{ ')
  await palette.take('warm letter', 'Declined claim, warm letter')
  await expect(new EditorPage(page).title).toHaveValue('Declined claim, warm letter')

  palette = await window.openPalette()
  await palette.take('>runs', 'Runs')
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()

  palette = await window.openPalette()
  await expect(palette.entry('Declined claim, warm letter')).toBeVisible()
  await palette.find('no such thing anywhere')
  await expect(palette.dialog).toContainText('Nothing of this name is in this workspace.')
  await page.keyboard.press('Escape')
  await expect(palette.dialog).toBeHidden()
})

test('a preview gives its place to the next one, until it is kept; tabs are moved by drag and key', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = new EditorPage(page)
  const look = async (title: string) => {
    await (await window.openQuickly()).take(title, title)
    await expect(editor.title).toHaveValue(title)
  }
  await look('House style')
  await look('Triage of a message')
  await expect(window.tabs).toHaveText(['Triage of a message'])
  await expect(window.tabs.first()).toHaveCSS('font-style', 'italic')
  await window.tabs.first().dblclick()
  await expect(window.tabs.first()).toHaveCSS('font-style', 'normal')
  await look('Summary in five points')
  await editor.write('Prompt text', 'Kept, because it was written in.')
  await look('Answer as JSON')
  await expect(window.tabs).toHaveText(['Triage of a message', /^Summary in five points/, 'Answer as JSON'])

  await window.tabs.last().dragTo(window.tabs.first())
  await expect(window.tabs).toHaveText(['Answer as JSON', 'Triage of a message', /^Summary in five points/])
  await page.keyboard.press('ControlOrMeta+Alt+Shift+ArrowRight')
  await expect(window.tabs).toHaveText(['Triage of a message', 'Answer as JSON', /^Summary in five points/])
  await page.keyboard.press('ControlOrMeta+Alt+ArrowRight')
  await expect(editor.title).toHaveValue('Summary in five points')
  await page.keyboard.press('ControlOrMeta+Alt+w')
  await expect(window.tabs).toHaveText(['Triage of a message', 'Answer as JSON'])
})

test('a new window in another browser comes back to the tabs, the place and the theme that were left', async ({
  page,
  studio,
  otherBrowser,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await (await window.goToSettings()).chooseTheme('Dark')
  await window.goToLibrary()
  await window.openItem('House style')
  await window.goToLibrary()
  await window.openItem('Triage of a message')
  // The layout is written down a moment after it was changed.
  await expect
    .poll(async () => (await (await studio.contract()).session.get()).layout.place)
    .toMatch(/^\/item\//)
  await studio.stop()

  const again = await otherBrowser.newPage()
  const back = await StudioPage.comeBack(again, await studio.start())
  await expect(new EditorPage(again).title).toHaveValue('Triage of a message')
  await expect(back.tabs).toHaveText(['House style', 'Triage of a message'])
  await expect(again.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('a command answers to the key it was given, and a key that is taken or kept by browsers is refused', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  await settings.pressNewKey('Search or run a command', 'ControlOrMeta+s')
  await expect(page.getByRole('alert')).toContainText('Save version has this key.')
  await page.keyboard.press('ControlOrMeta+Shift+N')
  await expect(page.getByRole('alert')).toContainText('Browsers keep this key')
  await page.keyboard.press('ControlOrMeta+j')
  await expect(page.getByRole('alert')).toHaveCount(0)
  expect.soft(await barriersOn(page), 'keys in settings').toEqual([])
  await window.goToLibrary()
  await page.keyboard.press('ControlOrMeta+j')
  await expect(page.getByRole('dialog', { name: 'Search or run a command' })).toBeVisible()
})
