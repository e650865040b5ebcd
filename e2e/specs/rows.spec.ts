import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { LibraryPage } from '../pages/library-page'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'
const other = 'Triage of a message'

test('rows are chosen and their menu is used by the keyboard alone, and the focus never gets lost', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const library = new LibraryPage(page)
  await window.row(item).click()
  const menu = await library.openMenu('What to do with it')
  expect(await barriersOn(page)).toEqual([])
  await menu.getByRole('menuitem', { name: 'Choose colour and icon' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Colour and icon' })
  await dialog.getByRole('radio', { name: 'No colour' }).press('ArrowRight')
  await dialog.getByRole('button', { name: 'Change 1 item' }).press('Enter')
  await expect(page.getByText('1 item has its new colour.')).toBeVisible()
  await expect(window.row(item)).toBeFocused()

  await (await library.openMenu('What to do with it'))
    .getByRole('menuitemcheckbox', { name: 'Favourite' })
    .press('Enter')
  await expect(page.getByRole('button', { name: 'Take out of favourites' })).toBeVisible()

  await page.keyboard.press('F2')
  await page.keyboard.type('Five points')
  await page.keyboard.press('Enter')
  await expect(window.row('Five points')).toBeFocused()

  await page.keyboard.press('Shift+ArrowDown')
  await expect(library.bulk).toContainText('2 chosen')
  await (await library.openMenu('What to do with 2 items'))
    .getByRole('menuitemcheckbox', { name: 'Pin' })
    .press('Enter')
  await expect(page.getByText('2 items were pinned.')).toBeVisible()
  await page.keyboard.press('Delete')
  await expect(page.locator('tr:focus')).toBeVisible()
  await library.undo()
  await expect(window.row('Five points')).toBeVisible()
})

test('filters are put in and taken out, stand in the address, and come back with it', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const library = new LibraryPage(page)
  const { entity } = await studio.contract()
  const filterOver = async (tags: string[]) => {
    const { total } = await entity.count({ deep: true, types: ['template'], tags })
    return page.getByPlaceholder(`Filter ${total} items`)
  }
  const [templates, letters] = [await filterOver([]), await filterOver(['letter'])]
  await library.narrow('Kind', 'Templates')
  await library.narrow('Tags', /^letter/)
  await expect(letters).toBeVisible()
  await expect(page).toHaveURL(/\?kind=template&tag=letter$/)
  await page.reload()
  await expect(letters).toBeVisible({ timeout: 45_000 })
  await page.getByRole('button', { name: 'Take away letter' }).click()
  await expect(templates).toBeVisible()
  await page.goBack()
  await expect(letters).toBeVisible()

  await library.narrow('Status', 'Archived')
  await expect(page.getByText('Nothing here fits these filters.')).toBeVisible()
  expect(await barriersOn(page)).toEqual([])
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(window.row(item)).toBeVisible()
  await window.row(other).click()
  await page.getByRole('button', { name: 'Add to favourites' }).click()
  await page.getByRole('link', { name: 'Favourites' }).click()
  await expect(page.getByPlaceholder('Filter 1 item')).toBeVisible()
  await expect(window.row(other)).toBeVisible()
})

test('columns are chosen and put in order, and a rating is given and taken back', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const heads = window.templates.getByRole('columnheader')
  await page.getByRole('button', { name: 'Columns of the list' }).click()
  const dialog = page.getByRole('dialog', { name: 'Columns of the list' })
  await dialog.getByRole('switch', { name: 'Tags' }).click()
  await dialog.getByRole('button', { name: 'Rating further left' }).click()
  expect(await barriersOn(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Close' }).click()
  const chosen = ['Name', 'Status', 'Vers.', 'Runs', 'Rating', 'Cost, $', 'Last used']
  await expect(heads).toHaveText(chosen)
  await window.row(item).click()
  const preview = page.getByRole('complementary', { name: `Preview of ${item}` })
  await preview.getByRole('button', { name: /^4 / }).click()
  await expect(window.row(item)).toContainText('4.0')
  await page.reload()
  await expect(heads).toHaveText(chosen, { timeout: 45_000 })
  await window.row(item).click()
  await preview.getByRole('button', { name: /^4 / }).click()
  await expect(preview).toContainText('not rated yet')
})

test('places are chosen, put in order and marked by keyboard and by mouse', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  await window.makeWorkspace('Nordlys Insurance')
  await window.makePlace('Lab', 'Work')
  for (const name of ['Letters', 'Reading', 'Contexts']) {
    await page.getByRole('treeitem', { name: /^Work,/ }).click()
    await window.makePlace('Library', name)
  }
  const library = new LibraryPage(page)
  const names = () =>
    library.tree
      .getByRole('treeitem')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label')?.replace(/, \d+$/, '')))
  await expect.poll(names).toEqual(['Work', 'Letters', 'Reading', 'Contexts'])

  await library.place('Letters').focus()
  await page.keyboard.press('Alt+ArrowDown')
  await expect.poll(names).toEqual(['Work', 'Reading', 'Letters', 'Contexts'])
  await expect(library.place('Letters')).toBeFocused()
  await expect(page.getByText('Letters was moved down.')).toBeAttached()
  await library.undo()
  await expect.poll(names).toEqual(['Work', 'Letters', 'Reading', 'Contexts'])

  const contexts = library.place('Contexts')
  await contexts.dragTo(library.place('Letters'), { targetPosition: { x: 60, y: 2 } })
  await expect.poll(names).toEqual(['Work', 'Contexts', 'Letters', 'Reading'])

  await library.place('Letters').focus()
  await page.keyboard.press('Shift+ArrowDown')
  await (await library.openMenu('What to do with 2 items'))
    .getByRole('menuitem', { name: 'Move to another place' })
    .press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Move 2 items' })
  await dialog.getByRole('combobox', { name: 'Place' }).click()
  await page.getByRole('option', { name: 'Work › Contexts' }).click()
  await dialog.getByRole('button', { name: 'Move' }).click()
  await expect(library.place('Letters')).toHaveAttribute('aria-level', '3')

  await library.place('Letters').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Move to trash' }).click()
  await expect(page.getByText(/moved to the trash/)).toBeVisible()
  await library.undo()
  await expect(library.place('Letters')).toBeVisible()
})
