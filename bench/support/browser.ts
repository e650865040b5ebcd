import { type Browser, chromium, type Page } from 'playwright'
import { chromiumArgs } from '../../e2e/fixtures/chromium'

export interface BenchWindow {
  readonly page: Page
  close(): Promise<void>
}

/** The Chromium that the end-to-end specs use, started as they start it. */
export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.STUDIO_CHROMIUM ?? chromium.executablePath(),
    args: [...chromiumArgs],
  })

/** A real Chromium on the studio at this address, at the size that the targets belong to. */
export async function openWindow(address: string): Promise<BenchWindow> {
  const browser = await launchBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${address}#/library`)
  await page.getByRole('table', { name: 'Templates' }).getByRole('row').nth(5).waitFor()
  return { page, close: () => browser.close() }
}
