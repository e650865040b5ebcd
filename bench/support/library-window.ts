import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import { type Scrolled, scrollBox } from './scroll'

const table = 'table[aria-label="Templates"]'

/**
 * Watches the page from the next press of a key or the mouse until `shown` finds what was asked for: the milliseconds
 * until the frame that shows it was handed on.
 */
async function armed(
  page: Page,
  shown: { readonly selector: string; readonly input?: string },
): Promise<void> {
  await page.evaluate(({ selector, input }) => {
    const seen = { from: 0, took: null as number | null }
    Reflect.set(window, 'seen', seen)
    const begin = (event: Event) => {
      seen.from ||= event.timeStamp
    }
    window.addEventListener('keydown', begin, { capture: true, once: true })
    window.addEventListener('pointerdown', begin, { capture: true, once: true })
    const there = () => {
      const field = document.querySelector<HTMLInputElement>('input[aria-label="Filter by name"]')
      return (input === undefined || field?.value === input) && document.querySelector(selector) !== null
    }
    const observer = new MutationObserver(() => {
      if (!seen.from || !there()) return
      observer.disconnect()
      // After the frame that draws it.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          seen.took = performance.now() - seen.from
        }
        port2.postMessage(null)
      })
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  }, shown)
}

async function took(page: Page): Promise<number> {
  const seen = await page.waitForFunction(() => Reflect.get(window, 'seen').took)
  return Number(await seen.jsonValue())
}

/** From the choice of a workspace to the frame that shows the tree of its places and the first of its items. */
export async function paintTree(
  page: Page,
  workspaces: readonly [string, string],
  times: number,
): Promise<number[]> {
  const [full, empty] = workspaces
  const enter = async (name: string) => {
    await page.getByRole('button', { name: /^Workspace / }).click()
    await page.getByRole('menuitem', { name }).focus()
    await pause(300)
  }
  const measured: number[] = []
  for (let time = 0; time < times; time += 1) {
    await enter(empty)
    await page.keyboard.press('Enter')
    await page.getByText('Nothing is written here yet').waitFor()
    await enter(full)
    // The twentieth library, and a screenful of rows.
    await armed(page, { selector: `body:has(${table} tr:nth-child(20)) [role="treeitem"]:nth-child(21)` })
    await page.keyboard.press('Enter')
    measured.push(await took(page))
  }
  return measured
}

/** From each key in the filter to the frame that shows what it leaves. */
export async function filterByKeys(page: Page, words: readonly string[]): Promise<number[]> {
  const field = page.getByRole('textbox', { name: 'Filter by name' })
  const measured: number[] = []
  for (const word of words) {
    await field.click()
    await field.fill('')
    await page.locator(`${table}[aria-busy="false"]`).waitFor()
    for (let length = 1; length <= word.length; length += 1) {
      await armed(page, { selector: `${table}[aria-busy="false"]`, input: word.slice(0, length) })
      await page.keyboard.press(word[length - 1] ?? '')
      measured.push(await took(page))
      await pause(80)
    }
  }
  await field.fill('')
  return measured
}

/** Scrolls the list of the library evenly. */
export async function scrollEvenly(page: Page, pixelsPerSecond: number, seconds: number): Promise<Scrolled> {
  await page.locator(`${table}[aria-busy="false"]`).waitFor()
  return scrollBox(page, `:has(> ${table})`, { pixelsPerSecond, seconds })
}
