import type { Locator, Page } from '@playwright/test'
import { expect, test } from '../fixtures/test'
import { EditorPage } from '../pages/editor-page'
import { RunsPage } from '../pages/runs-page'
import { StudioPage } from '../pages/studio-page'

test('a template is opened, written, saved and run with the keyboard alone', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const rows = window.templates.getByRole('row')
  await tabTo(rows.nth(1))
  await page.keyboard.press('ArrowDown')
  await expect(rows.nth(2)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(rows.nth(1)).toBeFocused()
  while ((await focusedName(page)) !== 'Summary in five points') await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')

  const editor = new EditorPage(page)
  await expect(editor.title).toHaveValue('Summary in five points')
  await tabTo(editor.text('Prompt text'))
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' End with a question.')
  await tabTo(editor.variable('reader'))
  await page.keyboard.type('a board member')
  await page.keyboard.press('ControlOrMeta+s')
  await editor.expectVersion(2)
  await page.keyboard.press('ControlOrMeta+Enter')
  await editor.expectRunEnded('Success')
  await tabTo(page.getByRole('button', { name: 'Details' }))
  await page.keyboard.press('Enter')
  await expect(new RunsPage(page).detail).toContainText('End with a question.')
})

/** Presses Tab until the focus is there; fails where a whole round does not come by it. */
async function tabTo(target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const page = target.page()
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused({ timeout: 1 })
}

const focusedName = (page: Page): Promise<string | null | undefined> =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
