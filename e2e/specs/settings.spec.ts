import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

test('density changes the height of rows at once and after a restart', async ({
  page,
  studio,
  otherBrowser,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const height = async (row = window.row('House style')) => (await row.boundingBox())?.height
  await expect.poll(() => height()).toBe(28)
  await (await window.goToSettings()).chooseDensity('Comfortable')
  await window.goToLibrary()
  await expect.poll(() => height()).toBe(36)
  await expect
    .poll(async () => (await (await studio.contract()).session.get()).preferences.density)
    .toBe('comfortable')
  await studio.stop()
  const again = await otherBrowser.newPage()
  const back = await StudioPage.open(again, await studio.start())
  await expect.poll(() => height(back.row('House style'))).toBe(36)
})

test('settings say where the data lies, what leaves the machine and what is built in', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  await expect(settings.part('Where the data lies')).toContainText(studio.vault)
  await expect(settings.part('Where the data lies')).toContainText(/\d MB/, { timeout: 30_000 })
  await expect(settings.part('Privacy')).toContainText('Nothing leaves this machine')
  await settings.addCompatible({ name: 'Far away', address: 'https://models.example/v1', models: ['m'] })
  await expect(settings.part('Privacy')).toContainText('What you run on this 1 connection is sent to it')
  await expect(settings.part('Privacy')).toContainText('sent to https://models.example/v1')

  await settings.part('About PromptStudio').getByRole('button', { name: 'Show licences' }).click()
  const licences = page.getByRole('dialog', { name: 'Licences of what it is made of' })
  await licences.getByRole('textbox', { name: 'Filter by name' }).fill('liquid')
  await licences.getByText('liquidjs').click()
  await expect(licences).toContainText('Permission is hereby granted')
  await page.keyboard.press('Escape')
  await expect(licences).toBeHidden()
})
