import { expect, type Locator, type Page } from '@playwright/test'

/** A variable set in hand: its rows as a table that is written in. */
export class SetPage {
  constructor(readonly page: Page) {}

  get grid(): Locator {
    return this.page.getByRole('grid', { name: 'Values' })
  }

  get title(): Locator {
    return this.page.getByRole('textbox', { name: 'Title' })
  }

  /** Rows from 1, columns by their order from 1. */
  cell(row: number, column: number): Locator {
    return this.grid.locator(`tr[aria-rowindex="${row + 1}"] > [aria-colindex="${column + 1}"]`)
  }

  /** Writes over the cell and takes it with Enter. */
  async write(row: number, column: number, text: string): Promise<void> {
    await this.cell(row, column).click()
    await this.page.keyboard.press('F2')
    const field = this.cell(row, column).getByRole('textbox')
    await field.fill(text)
    await field.press('Enter')
    await expect(this.cell(row, column)).toHaveText(text)
  }

  async paste(text: string): Promise<void> {
    await this.grid.evaluate((grid, pasted) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', pasted)
      const at = grid.querySelector('[data-at]') ?? grid
      at.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
  }

  async load(csv: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Load rows' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: 'Load rows' })
    await dialog.getByRole('textbox').fill(csv)
    await dialog.getByRole('button', { name: 'Add rows' }).click()
  }

  /** A file is taken as soon as it is chosen. */
  async loadFile(csv: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Load rows' }).first().click()
    const file = { name: 'rows.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await this.page.getByRole('dialog', { name: 'Load rows' }).locator('input[type=file]').setInputFiles(file)
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save version' }).click()
  }

  async expectVersion(number: number): Promise<void> {
    await expect(
      this.page.getByRole('region', { name: 'Rows of values' }).getByText(`Version ${number}`),
    ).toBeVisible()
  }
}
