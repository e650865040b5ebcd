import { expect, type Page } from '@playwright/test'
import { barriersOn, faintOn } from '../fixtures/axe'
import { unreachedOn } from '../fixtures/keyboard'
import { overflowOn, untranslatedOn } from '../fixtures/words'
import { said } from './runs'
import { opens, type Stop } from './stop'

/** Names that a stop gives, and models beside their numbers. */
const mine = ['Far', 'far-model', 'X', 'question', said, '1. sim-large', '2. sim-small', 'Triage']

const widths = [1920, 2560, 1280]

/** What a stop is looked at for; every finding names the stop. */
export async function look(page: Page, { name: stop, shows }: Stop): Promise<void> {
  // What lies below a dialog or menu was looked at before.
  const top = (await opens(page).count()) > 0 ? '[role="dialog"], [role="menu"]' : 'body'
  expect.soft(await barriersOn(page, top), `${stop}: bars somebody by day`).toEqual([])
  // Between day and night nothing changes but colours.
  await page.emulateMedia({ colorScheme: 'dark' })
  expect.soft(await faintOn(page, top), `${stop}: too faint by night`).toEqual([])
  await page.emulateMedia({ colorScheme: 'light' })
  expect.soft(await untranslatedOn(page, mine), `${stop}: in no language of ours`).toEqual([])
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 })
    await drawn(page)
    expect.soft(await overflowOn(page), `${stop}: runs out of its box at ${width}`).toEqual([])
    expect.soft(await beyondWindow(page), `${stop}: wider than the window at ${width}`).toEqual([])
  }
  // A menu is walked by arrows and closes at Tab; the states of a screen differ in little.
  if (shows && (await page.getByRole('menu').count()) === 0) {
    expect.soft(await unreachedOn(page), `${stop}: no key leads there`).toEqual([])
  }
}

/** Parts that measure themselves have taken the new width. */
const drawn = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame)
  })

/** What makes the page scroll sideways. */
const beyondWindow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .map((element) => `${element.tagName} ${element.className} ${element.getBoundingClientRect().right}`)
  })

/** Back to the screen: what is open closes with Escape, one level each time. */
export async function close(page: Page, stop: string): Promise<void> {
  // The first one may close a tooltip alone.
  for (let presses = 0; presses < 4 && (await opens(page).count()) > 0; presses += 1) {
    const before = await opens(page).count()
    await page.keyboard.press('Escape')
    await expect
      .poll(() => opens(page).count(), { timeout: 500 })
      .toBeLessThan(before)
      .catch(() => {})
  }
  await expect(opens(page), `${stop} closes with Escape`).toHaveCount(0)
}
