import { expect, type Locator, type Page } from '@playwright/test'
import type { StudioClient } from '../../main/socket/client'
import type { Place } from '../../renderer/app/location'
import { t } from '../../renderer/i18n'

export interface Stop {
  readonly name: string
  /** The screen that comes into view, or the file of the dialog or menu that opens; left out for a state of the last. */
  readonly shows?: Place['at'] | `renderer/${string}.tsx`
  /** From where the stop before left the window. What opens over the screen is closed with Escape afterwards. */
  readonly open: (page: Page, client: StudioClient) => Promise<unknown>
}

/** Stops that share a studio; each begins in the library. */
export interface Leg {
  readonly name: string
  /** What has to be there and is no stop of it. */
  readonly prepare?: (client: StudioClient) => Promise<void>
  readonly stops: readonly Stop[]
}

export const opens = (page: Page): Locator => page.locator('[role="dialog"], [role="menu"]')

// Names are asked for at the stop: the language is set after this file is read.

export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

/** Presses a button and waits for what it opens. */
export const press = (name: () => string) => async (page: Page) => {
  await button(page, name()).first().click()
  await expect(opens(page).first()).toBeVisible()
}

export const key = (keys: string) => async (page: Page) => {
  await page.keyboard.press(keys)
  await expect(opens(page).first()).toBeVisible()
}

/** Goes to a screen by the sidebar and waits for something that it shows at last. */
export const station = (name: () => string, shown: (page: Page) => Locator) => async (page: Page) => {
  const stations = page.getByRole('navigation', { name: t('frame.studio'), exact: true })
  await stations.getByRole('link', { name: name(), exact: true }).click()
  await expect(shown(page).first()).toBeVisible()
}

export const table = (page: Page): Locator => page.getByRole('table', { name: t('library.table') })

export const row = (page: Page, title: string): Locator =>
  table(page).getByRole('row', { name: title, exact: true })

export const toLibrary = station(() => t('frame.library'), table)

export async function openItem(page: Page, title: string): Promise<void> {
  await row(page, title).dblclick()
  await expect(page.getByRole('textbox', { name: t('editor.title') })).toHaveValue(title)
}

/** The text was read to its end: its tokens stand in the status bar. */
export async function counted(page: Page): Promise<void> {
  const [, words = ''] = t('editor.tokensEstimated', { count: 2 }).split('2')
  await expect(page.getByRole('contentinfo')).toContainText(words)
}
