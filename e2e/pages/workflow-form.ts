import { expect, type Locator, type Page } from '@playwright/test'

/** A workflow in hand, as far as its inspector: what is chosen is filled in, and what is wrong is listed. */
export class WorkflowForm {
  constructor(readonly page: Page) {}

  get pane(): Locator {
    return this.page.getByRole('complementary', { name: 'Inspector' })
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems of the graph' })
  }

  /** Problems of what is in hand that have no field of their own. */
  get own(): Locator {
    return this.pane.getByRole('list', { name: 'Problems of what is in hand' })
  }

  async chooseNothing(): Promise<void> {
    await this.page.locator('.react-flow__pane').click({ position: { x: 5, y: 5 } })
    await expect(this.pane.getByRole('button', { name: 'It is given' })).toBeVisible()
  }

  /** Takes a node in hand by its name. */
  async choose(name: string): Promise<void> {
    await this.page
      .locator('.react-flow__node')
      .filter({ hasText: name })
      .first()
      .click({ position: { x: 40, y: 12 } })
    await expect(this.pane.getByRole('textbox', { name: 'Name', exact: true })).toBeVisible()
  }

  field(name: string): Locator {
    return this.pane.getByRole('textbox', { name, exact: true })
  }

  /** Writes over what stands in a field, in a plain one and in an editor alike. */
  async write(name: string, text: string): Promise<void> {
    const field = this.field(name)
    await field.click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.press('Delete')
    await field.pressSequentially(text)
  }

  /** Finds an item of the library by its name and chooses it. */
  async chooseItem(label: string, title: string): Promise<void> {
    await this.pane.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('combobox', { name: 'Find by name or words' }).fill(title)
    await this.page.getByRole('option', { name: title }).click()
    await expect(this.pane.getByRole('combobox', { name: label, exact: true })).toHaveText(title)
  }

  async select(label: string, option: string): Promise<void> {
    await this.pane.getByRole('combobox', { name: label, exact: true }).click()
    await this.page.getByRole('option', { name: option }).click()
  }
}
