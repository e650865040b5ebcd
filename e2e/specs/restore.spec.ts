import { readdir, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { RestorePage } from '../pages/restore-page'
import { StudioPage } from '../pages/studio-page'

test('a damaged vault opens a screen that restores the newest backup and keeps what was there', async ({
  page,
  studio,
}) => {
  let window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem('Summary in five points')
  await editor.write('Prompt text', 'Kept by the backup: {{ text }}')
  await editor.saveVersion()
  await editor.expectVersion(2)
  const settings = await window.goToSettings()
  await settings.backUp()
  await studio.kill()
  await truncate(join(studio.vault, 'data/global/pg_control'), 100)

  await page.goto(await studio.start())
  const restore = new RestorePage(page)
  await expect(restore.title).toBeVisible()
  await expect(restore.backups).not.toHaveCount(0)
  await expect(page.getByText('newest that is whole')).toBeVisible()
  await expect(page.getByText(/would be missing|is not known/)).toBeVisible()
  await expect(page.locator('body')).not.toContainText(/\n\s+at .+:\d+:\d+/)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await barriersOn(page), colorScheme).toEqual([])
  }

  await restore.restoreNewest()
  window = new StudioPage(page)
  // The window comes back to where the backup had left it.
  await expect(page.getByRole('navigation', { name: 'Open tabs' })).toBeVisible({ timeout: 90_000 })
  await window.goToLibrary()
  await expect(window.row('Summary in five points')).toBeVisible()
  const again = await window.openItem('Summary in five points')
  await expect(again.text('Prompt text')).toContainText('Kept by the backup')
  await again.expectVersion(2)
  expect(await readdir(join(studio.data, 'quarantine'))).not.toEqual([])
})

test('a damaged vault without a backup says so, and still gives out what can be read', async ({
  page,
  studio,
}) => {
  await StudioPage.open(page, await studio.start())
  await studio.kill()
  await truncate(join(studio.vault, 'data/global/pg_control'), 100)

  await page.goto(await studio.start())
  await expect(new RestorePage(page).title).toBeVisible()
  await expect(page.getByText('There is no backup that can be restored.')).toBeVisible()
  await page.getByRole('button', { name: 'Export everything' }).click()
  await expect(page.getByRole('status').filter({ hasText: /\d+ files?,/ })).toBeVisible({ timeout: 60_000 })
})
