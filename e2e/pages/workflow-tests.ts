import type { Locator, Page } from '@playwright/test'

/** The cases of a workflow, in the pane below its canvas; one at a time is open. */
export class WorkflowTests {
  private readonly pane: Locator

  constructor(page: Page) {
    this.pane = page.getByRole('region', { name: 'Run', exact: true })
  }

  async show(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Tests', exact: true }).click()
  }

  async add(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Add a test' }).click()
  }

  async runAll(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Run all tests' }).click()
  }

  async run(name: string): Promise<void> {
    await this.pane.getByRole('button', { name: `Run the test ${name}` }).click()
  }

  case(name: string): Locator {
    return this.pane
      .getByRole('list', { name: 'Tests of the workflow' })
      .getByRole('listitem')
      .filter({ has: this.pane.page().getByRole('button', { name: `Run the test ${name}`, exact: true }) })
  }

  get name(): Locator {
    return this.pane.getByRole('textbox', { name: 'Name of the case' })
  }

  get value(): Locator {
    return this.pane.getByRole('textbox', { name: 'Value' })
  }

  input(name: string): Locator {
    return this.pane.getByRole('textbox', { name, exact: true })
  }
}
