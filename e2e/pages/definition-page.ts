import { expect, type Locator, type Page } from '@playwright/test'

/** A shared variable in hand: what it is, and who follows it. */
export class DefinitionPage {
  constructor(readonly page: Page) {}

  get form(): Locator {
    return this.page.getByRole('region', { name: 'What it is' })
  }

  get users(): Locator {
    return this.page.getByRole('region', { name: 'Followed by' })
  }

  field(name: string): Locator {
    return this.form.getByRole('textbox', { name })
  }

  async chooseType(type: string): Promise<void> {
    await this.form.getByRole('combobox', { name: 'Type' }).click()
    await this.page.getByRole('option', { name: type, exact: true }).click()
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save version' }).click()
  }

  async expectVersion(number: number): Promise<void> {
    const pane = this.page.getByRole('region', { name: 'Shared variable', exact: true })
    await expect(pane.getByText(`Version ${number}`, { exact: true })).toBeVisible()
  }
}
