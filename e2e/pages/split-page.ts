import type { Locator, Page } from '@playwright/test'

/** The two columns of the window and the edges of its panes. */
export class SplitPage {
  constructor(readonly page: Page) {}

  side(which: 'main' | 'beside'): Locator {
    return this.page.locator(`[data-side="${which}"]`)
  }

  title(which: 'main' | 'beside'): Locator {
    return this.side(which).getByRole('textbox', { name: 'Title' })
  }

  edge(name: string): Locator {
    return this.page.getByRole('separator', { name })
  }

  async dragEdge(name: string, pixels: number): Promise<void> {
    const box = await this.edge(name).boundingBox()
    if (!box) throw new Error(`There is no edge ${name}.`)
    const at = { x: box.x + box.width / 2, y: box.y + 200 }
    await this.page.mouse.move(at.x, at.y)
    await this.page.mouse.down()
    await this.page.mouse.move(at.x + pixels / 2, at.y)
    await this.page.mouse.move(at.x + pixels, at.y)
    await this.page.mouse.up()
  }

  async widthOf(name: string): Promise<number> {
    return Number(await this.edge(name).getAttribute('aria-valuenow'))
  }

  /** Drags a tab onto the left or right half of the window. */
  async dragTab(tab: Locator, half: 'main' | 'beside'): Promise<void> {
    const from = await tab.boundingBox()
    const main = await this.page.getByRole('main').boundingBox()
    if (!from || !main) throw new Error('Nothing to drag, or nowhere to.')
    await this.page.mouse.move(from.x + 20, from.y + 10)
    await this.page.mouse.down()
    await this.page.mouse.move(from.x + 30, from.y + 60, { steps: 4 })
    const x = main.x + main.width * (half === 'main' ? 0.25 : 0.75)
    await this.page.mouse.move(x, main.y + main.height / 2, { steps: 6 })
    await this.page.mouse.move(x + 2, main.y + main.height / 2)
    await this.page.mouse.up()
  }
}
