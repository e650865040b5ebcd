import { expect, type Locator, type Page } from '@playwright/test'

/** Every run that was made, newest first, and the one in hand beside them. */
export class RunsPage {
  constructor(readonly page: Page) {}

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Runs' })
  }

  rows(title: string): Locator {
    return this.table.getByRole('row').filter({ hasText: title })
  }

  async expectRuns(count: number): Promise<void> {
    await expect(this.table.getByRole('row')).toHaveCount(count + 1)
  }

  /** What was sent and what came back. */
  get detail(): Locator {
    return this.page.getByRole('complementary', { name: 'Run' })
  }
}
