import { fillLibrary } from '../fixtures/full-library'
import { expect, test } from '../fixtures/test'
import { LibraryPage } from '../pages/library-page'
import { StudioPage } from '../pages/studio-page'

// A change of five thousand is as many versions.
const changed = { timeout: 60_000 }

test('five thousand items are filtered, walked to the end, tagged, moved, deleted and brought back', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await fillLibrary(await studio.contract(), 'Everyday work', 5000)
  const library = new LibraryPage(page)
  const said = (words: string | RegExp) => expect(page.getByText(words)).toBeVisible(changed)
  await library.place('Everyday work').click()
  await expect(page.getByPlaceholder('Filter 5,000 items')).toBeVisible()

  await window.filter.fill('prompt-4321')
  await expect(window.templates.getByRole('row', { name: 'prompt-4321' })).toBeVisible()
  await expect(page.getByText('1 shown', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Lift the filter' }).click()
  await expect(page.getByPlaceholder('Filter 5,000 items')).toBeVisible()

  await window.templates.getByRole('row').nth(1).click()
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(window.templates.locator('tr:focus')).toHaveAttribute('aria-rowindex', '5001', {
      timeout: 100,
    })
  }).toPass({ intervals: [50], timeout: 30_000 })

  await library.chooseAll()
  await expect(library.bulk).toContainText('5,000 chosen')
  await library.tag('client-a')
  await said('Tags of 5,000 items were changed.')
  await library.narrow('Tags', /^client-a/)
  await expect(page.getByPlaceholder('Filter 5,000 items')).toBeVisible()

  await library.chooseAll()
  await library.move(/Library 2$/)
  await said(/^5,000 items were moved to Library 2/)
  await expect(library.place(/^Library 2,.*5000$/)).toBeVisible()
  await library.undo()
  await expect(library.place(/^Library 2,.*250$/)).toBeVisible(changed)

  await library.chooseAll()
  await page.keyboard.press('Delete')
  await said('5,000 items were moved to the trash.')
  await expect(page.getByText('Nothing here fits these filters.')).toBeVisible()
  await library.undo()
  await expect(page.getByPlaceholder('Filter 5,000 items')).toBeVisible(changed)
  await library.undo()
  await said('Nothing here fits these filters.')
  await page.getByRole('button', { name: 'Clear filters' }).last().click()
  await expect(page.getByPlaceholder('Filter 5,000 items')).toBeVisible()
})
