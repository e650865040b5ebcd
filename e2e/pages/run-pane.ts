import { expect, type Locator, type Page } from '@playwright/test'

/** The run of a workflow below its canvas. */
export class RunPane {
  readonly pane: Locator

  constructor(readonly page: Page) {
    this.pane = page.getByRole('region', { name: 'Run', exact: true })
  }

  get runButton(): Locator {
    return this.page.getByRole('button', { name: 'Run', exact: true })
  }

  async show(tab: 'Inputs' | 'Result' | 'Timeline' | 'Tree'): Promise<void> {
    await this.pane.getByRole('button', { name: tab, exact: true }).click()
  }

  async expectStatus(word: string): Promise<void> {
    await expect(this.pane.getByRole('status').first()).toContainText(word)
  }

  get parts(): Locator {
    return this.pane.getByRole('tree', { name: 'Parts of the run' })
  }

  part(name: string): Locator {
    return this.parts.getByRole('treeitem', { name: new RegExp(`^${name}`) })
  }

  /** What is shown of the part in hand. */
  detail(name: string): Locator {
    return this.pane.getByRole('region', { name: `Part of the run: ${name}` })
  }

  get question(): Locator {
    return this.pane.getByRole('form', { name: 'Question of the run' })
  }
}
