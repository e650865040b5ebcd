import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'

test('every save is a version, an old one is read again and restored as the newest', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'The second text about {{ text }}')
  await editor.history.getByRole('textbox', { name: 'What changed, optional' }).fill('Shorter')
  await editor.saveVersion()
  await expect(editor.version(2)).toHaveAccessibleName(/Shorter/)

  const first = await editor.openVersion(1)
  await expect(first).toContainText('Summarise the text below')
  await first.getByRole('button', { name: 'Restore as new version' }).click()
  await editor.expectVersion(3)
  await expect(editor.text('Prompt text')).toContainText('Summarise the text below')
  const second = await editor.openVersion(2)
  await expect(second).toContainText('The second text about')
  await second.getByRole('button', { name: 'Close' }).click()

  await page.reload()
  await expect(editor.text('Prompt text')).toContainText('Summarise the text below')
  await editor.expectVersion(3)
})

test('two versions are compared word by word', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'Say {{ text }} in five points.')
  await editor.saveVersion()
  await editor.expectVersion(2)
  await editor.write('Prompt text', 'Say {{ text }} in three points.')
  await editor.saveVersion()
  await editor.expectVersion(3)
  const dialog = await editor.openVersion(3)
  await dialog.getByRole('combobox', { name: 'Compare with' }).click()
  await page.getByRole('option', { name: 'Version 2' }).click()
  await expect(dialog.locator('del')).toHaveText('five')
  await expect(dialog.locator('ins')).toHaveText('three')
})

test('two windows that write in one text are merged, asked about one sentence, and nothing of either is lost', async ({
  page,
  context,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const first = await window.openItem(item)
  await first.write('Prompt text', 'Summarise {{ text }}.\n\nBe brief.\n\nThank them.')
  await first.saveVersion()
  await first.expectVersion(2)
  const theirs = await (
    await StudioPage.open(await context.newPage(), new URL('/', page.url()).href)
  ).openItem(item)
  await first.write('Prompt text', 'Summarise {{ text }} in {{ language }}.\n\nBe brief.\n\nSay sorry.')
  await first.waitForDraft()
  await theirs.write('Prompt text', 'Summarise {{ text }}.\n\nBe very brief.\n\nDo not thank.')
  await theirs.saveVersion()
  await theirs.expectVersion(3)

  const choice = page.getByRole('alert')
  await expect(choice).toContainText('Version 3 was saved elsewhere while you wrote.')
  await choice.getByRole('button', { name: 'Merge both' }).click()
  const merge = page.getByRole('dialog', { name: 'Merge with version 3' })
  await expect(merge).toContainText('1 conflict to settle.')
  await expect(merge.getByRole('button', { name: 'Merge', exact: true })).toBeDisabled()
  const conflict = merge.getByRole('group', { name: /Conflict/ })
  await expect(conflict).toContainText('Say sorry.')
  await expect(conflict).toContainText('Do not thank.')
  await conflict.getByRole('button', { name: 'Take mine' }).focus()
  await page.keyboard.press('3')
  await merge.getByRole('button', { name: 'Merge', exact: true }).click()

  await expect(first.text('Prompt text')).toContainText('Be very brief.')
  // A merge is one step: taken back, both texts wait again to be merged; done again, it stands.
  await first.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(choice).toBeVisible()
  await expect(first.text('Prompt text')).not.toContainText('Be very brief.')
  await page.keyboard.press('ControlOrMeta+Shift+Z')
  await expect(choice).toBeHidden()

  await expect(first.text('Prompt text')).toContainText('in {{ language }}')
  await expect(first.text('Prompt text')).toContainText('Be very brief.')
  await expect(first.text('Prompt text')).toContainText('Say sorry.')
  await expect(first.text('Prompt text')).toContainText('Do not thank.')
  await first.saveVersion()
  await first.expectVersion(4)
  const third = await first.openVersion(3)
  await expect(third).toContainText('Do not thank.')
  await expect(theirs.version(4)).toBeVisible()
  await expect(theirs.text('Prompt text')).toContainText('Say sorry.')
})

test('a new name is shown everywhere at once', async ({ page, context, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const other = await StudioPage.open(await context.newPage(), new URL('/', page.url()).href)
  const editor = await window.openItem(item)
  await editor.rename('Five points for the board')
  await expect(other.row('Five points for the board')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Open tabs' })).toContainText('Five points for the board')
  await editor.rename('   ')
  await expect(editor.title).toHaveValue('Five points for the board')
})
