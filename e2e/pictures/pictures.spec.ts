import { mkdir } from 'node:fs/promises'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'
import { legs } from '../tour'
import { close } from '../tour/look'
import { inGuide, shown } from './screens'

const widths = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
]

test('every screen and dialog is written as a picture, in both themes and widths', async ({
  page,
  studio,
}) => {
  test.setTimeout(900_000)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const window = await StudioPage.open(page, await studio.start())
  await furnish(window)
  for (const theme of ['Light', 'Dark'] as const) {
    await (await window.goToSettings()).chooseTheme(theme)
    for (const size of widths) {
      await page.setViewportSize(size)
      const folder = `out/screenshots/${theme.toLowerCase()}-${size.width}`
      await mkdir(folder, { recursive: true })
      for (const [name, show] of shown) {
        await show(window)
        await page.waitForTimeout(400)
        await page.screenshot({ path: `${folder}/${name}.png` })
        if (theme === 'Light' && size.width === 1280 && inGuide.has(name)) {
          await page.screenshot({ path: `docs/guide/pictures/${name}.png` })
        }
        await page.keyboard.press('Escape')
        await page.keyboard.press('Escape')
      }
    }
  }
})

for (const { name: leg, prepare, stops } of legs) {
  test(`every stop of the tour is written as a picture: ${leg}`, async ({ page, studio }) => {
    test.setTimeout(900_000)
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await StudioPage.open(page, await studio.start())
    const client = await studio.contract()
    await prepare?.(client)
    for (const stop of stops) {
      await stop.open(page, client)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        for (const size of widths) {
          const folder = `out/screenshots/tour-${colorScheme}-${size.width}`
          await mkdir(folder, { recursive: true })
          await page.setViewportSize(size)
          await page.screenshot({ path: `${folder}/${stop.name.replaceAll(' ', '-')}.png` })
        }
      }
      await close(page, stop.name)
    }
  })
}

/** A studio that somebody has worked in: versions, runs, a conversation. */
async function furnish(window: StudioPage): Promise<void> {
  const editor = await window.openItem('Declined claim, warm letter')
  await editor.text('User message').click()
  await window.page.keyboard.press('ControlOrMeta+End')
  await window.page.keyboard.insertText('\nThank them for their patience.')
  await editor.history.getByRole('textbox', { name: 'What changed, optional' }).fill('Thanks them')
  await editor.saveVersion()
  await editor.expectVersion(2)
  await editor.run()
  await editor.expectRunEnded('Success')
  await window.goToLibrary()
  const other = await window.openItem('Summary in five points')
  await other.run()
  await other.expectRunEnded('Success')
  const talk = await window.goToConversations()
  await talk.begin('Hail and storms')
  await talk.say('How do I prepare a garden house for hail?', 2)
  await window.goToRuns()
  await expect(window.page.getByRole('table', { name: 'Runs' })).toBeVisible()
}
