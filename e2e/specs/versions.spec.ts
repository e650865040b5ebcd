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

test('two windows that write the same text are shown both, and nothing of either is lost', async ({
  page,
  context,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const mine = await window.openItem(item)
  const theirs = await (
    await StudioPage.open(await context.newPage(), new URL('/', page.url()).href)
  ).openItem(item)
  await mine.write('Prompt text', 'Mine: {{ text }}')
  await mine.waitForDraft()
  await theirs.write('Prompt text', 'Theirs: {{ text }}')
  await theirs.saveVersion()
  await theirs.expectVersion(2)

  const choice = page.getByRole('alert')
  await expect(choice).toContainText('Version 2 was saved elsewhere while you wrote.')
  await choice.getByRole('button', { name: 'See both' }).click()
  const both = page.getByRole('dialog', { name: 'Two texts, one template' })
  await expect(both).toContainText('Mine: {{ text }}')
  await expect(both).toContainText('Theirs: {{ text }}')
  await both.getByRole('button', { name: 'Save mine on top' }).click()
  await mine.expectVersion(3)
  await expect(mine.text('Prompt text')).toContainText('Mine:')

  await page.keyboard.press('Escape')
  const second = await mine.openVersion(2)
  await expect(second).toContainText('Theirs: {{ text }}')
  await expect(theirs.version(3)).toBeVisible()
  await expect(theirs.text('Prompt text')).toContainText('Mine:')
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
