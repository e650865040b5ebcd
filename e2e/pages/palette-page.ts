import { expect, type Locator, type Page } from '@playwright/test'

/** The palette, or quick open, which is the palette for items alone. */
export class PalettePage {
  private constructor(readonly dialog: Locator) {}

  static async shown(page: Page, name: string): Promise<PalettePage> {
    const palette = new PalettePage(page.getByRole('dialog', { name }))
    await expect(palette.query).toBeFocused()
    return palette
  }

  get query(): Locator {
    return this.dialog.getByRole('combobox')
  }

  entry(name: string): Locator {
    return this.dialog.getByRole('option', { name })
  }

  async find(words: string): Promise<void> {
    await this.query.fill(words)
  }

  /** Writes, waits until it is the first one found, and takes it. */
  async take(words: string, name: string): Promise<void> {
    await this.find(words)
    await expect(this.dialog.getByRole('option').first()).toContainText(name)
    await expect(this.dialog.getByRole('option').first()).toHaveAttribute('data-highlighted')
    await this.query.press('Enter')
    await expect(this.dialog).toBeHidden()
  }
}
