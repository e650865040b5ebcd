import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'
import { WorkPage } from '../pages/work-page'

test('a backup shows as a job', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const work = new WorkPage(page)
  const settings = await window.goToSettings()
  await work.openJobs()
  await expect(work.jobs).toContainText('Nothing runs in the background')
  await work.close()
  await work.openNotifications()
  await expect(work.notifications).toContainText('Nothing happened while you looked elsewhere')
  await work.close()

  await settings.backUp()
  await work.openJobs()
  await expect(work.jobs.getByRole('listitem').first()).toContainText(/Backup\s*Done/)
  expect.soft(await barriersOn(page), 'jobs').toEqual([])
})

test('a check is cancelled from the tray, said so, told, and begun again', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const work = new WorkPage(page)
  const settings = await window.goToSettings()
  await settings.backUp()
  await page.getByRole('region', { name: 'Backups' }).getByRole('button', { name: 'Verify' }).click()
  await work.openJobs()
  const check = work.jobs.getByRole('listitem').first()
  await check.getByRole('button', { name: 'Cancel Check of a backup' }).click()
  await expect(check).toContainText('Cancelled')
  await check.getByRole('button', { name: 'Begin again' }).click()
  await expect(check).toContainText('Done', { timeout: 90_000 })
  await work.close()

  await expect(work.bell).toHaveAccessibleName('1 notification not read')
  await work.openNotifications()
  await expect(work.notifications).toContainText('Check of a backup was cancelled.')
  expect.soft(await barriersOn(page), 'notifications').toEqual([])
  await work.notifications.getByRole('button', { name: 'Mark all as read' }).click()
  await expect(work.bell).toHaveAccessibleName('Notifications')
})

test('what was cut off by a crash is told after the next start', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem('Declined claim, warm letter')
  await editor.run()
  await expect(editor.stopButton).toBeVisible()
  await expect((await window.goToRuns()).rows('Declined claim, warm letter')).toContainText('Running')
  await studio.kill()
  const back = await StudioPage.comeBack(page, await studio.start())
  await back.goToLibrary()
  const work = new WorkPage(page)
  await expect(work.bell).toHaveAccessibleName('1 notification not read')
  await work.openNotifications()
  await expect(work.notifications).toContainText('1 run was cut off when the studio ended.')
  await work.notifications.getByRole('button', { name: 'Show' }).click()
  await expect(page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
  await expect(work.bell).toHaveAccessibleName('Notifications')
})
