import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setLanguage } from '../../renderer/i18n'
import { expect, test } from '../fixtures/test'
import { legs, screens } from '../tour'
import { close, look } from '../tour/look'
import { table } from '../tour/stop'

// The names of things as the pseudo-locale has them: longer by a third, accented, in brackets.
test.beforeAll(() => setLanguage('en-XA'))
test.afterAll(() => setLanguage('en'))

test('the tour comes by every screen and every file that opens a dialog or a menu', () => {
  const shown = new Set(legs.flatMap(({ stops }) => stops.flatMap(({ shows }) => shows ?? [])))
  expect(Object.keys(screens).filter((screen) => ![...shown].some((each) => each === screen))).toEqual([])
  expect([...shown].filter((each) => each.startsWith('renderer/')).sort()).toEqual(openers())
})

/** The files that open something over the screen, by the shared parts or by Base UI's own. */
function openers(): string[] {
  const parts = ['renderer/ui/dialog.tsx', 'renderer/ui/menu.tsx']
  const opening =
    /<(Dialog|Popover|Menu|PointMenu)(\.Root)?[\s>]|@base-ui\/react\/(alert-dialog|context-menu|dialog|drawer|menu|menubar|popover|preview-card)'/
  return readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .map((file) => join('renderer', file).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.tsx') && !parts.includes(file))
    .filter((file) => opening.test(readFileSync(file, 'utf8')))
    .sort()
}

for (const { name, prepare, stops } of legs) {
  test(`nobody is barred, no word is untranslated and nothing runs out of its box: ${name}`, async ({
    page,
    studio,
  }) => {
    test.setTimeout(420_000)
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
    const address = await studio.start()
    await page.goto(address)
    await expect(page.getByRole('navigation').first()).toBeVisible({ timeout: 45_000 })
    const client = await studio.contract()
    await prepare?.(client)
    await page.goto(new URL('/?locale=pseudo#/library', address).href)
    await expect(table(page)).toBeVisible({ timeout: 45_000 })
    for (const stop of stops) {
      await test.step(stop.name, async () => {
        await stop.open(page, client)
        await look(page, stop)
        await close(page, stop.name)
      })
    }
  })
}
