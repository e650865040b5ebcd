import { expect, test } from '../fixtures/test'
import { LibraryPage } from '../pages/library-page'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'

test('many items are tagged, deleted and brought back by the keyboard, each with one undo', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const library = new LibraryPage(page)
  const rows = window.templates.getByRole('row')
  await window.row(item).click()
  const before = await page.getByPlaceholder(/^Filter \d+ items$/).getAttribute('placeholder')

  await library.chooseAll()
  await library.tag('client-a')
  await expect(window.row(item)).toContainText('+1')
  await library.undo()
  await expect(page.getByText(/^Undone: \d+ items are as before/)).toBeVisible()
  await library.redo()
  await expect(page.getByText(/^Done again for \d+ items/)).toBeVisible()

  await window.row(item).click()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(library.bulk).toContainText('3 chosen')
  await page.keyboard.press('Delete')
  await expect(page.getByText('3 items were moved to the trash')).toBeVisible()
  await library.undo()
  await expect(page.getByPlaceholder(before ?? '')).toBeVisible()
  await expect(rows.first()).toBeVisible()
})

test('what was deleted lies in the trash, is put back, or is deleted for good', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const library = new LibraryPage(page)
  await window.row(item).click()
  await page.keyboard.press('Delete')
  await expect(window.row(item)).toBeHidden()
  const trash = await library.openTrash()
  await trash.getByRole('row', { name: item }).click()
  await page.keyboard.press('Enter')
  await expect(page.getByText('The trash is empty')).toBeVisible()
  await window.goToLibrary()
  await window.row(item).click()
  await page.keyboard.press('Delete')
  await library.openTrash()
  await page.getByRole('button', { name: 'Empty the trash' }).click()
  const dialog = page.getByRole('dialog', { name: 'Empty the trash' })
  await expect(dialog).toContainText('This cannot be undone')
  await dialog.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByText('1 item was deleted for good')).toBeVisible()
})

test('a place is renamed where it stands and takes what is dropped on it', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const library = new LibraryPage(page)
  await library.place('Letters').focus()
  await page.keyboard.press('F2')
  await page.getByRole('textbox', { name: 'New name' }).fill('Post')
  await page.keyboard.press('Enter')
  await expect(library.place('Post')).toBeFocused()
  await window.row(item).dragTo(library.place('Post'))
  await expect(page.getByText('1 item was moved to Post')).toBeVisible()
  await library.place('Post').click()
  await expect(window.row(item)).toBeVisible()
})
