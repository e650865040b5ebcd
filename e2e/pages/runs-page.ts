import type { Locator, Page } from '@playwright/test'

/** Every run that was made, newest first, and the one in hand beside them. */
export class RunsPage {
  constructor(readonly page: Page) {}

  get table(): Locator {
    return this.page.getByRole('table', { name: 'Runs' })
  }

  rows(title: string): Locator {
    return this.table.getByRole('row').filter({ hasText: title })
  }

  /** What was sent and what came back. */
  get detail(): Locator {
    return this.page.getByRole('complementary', { name: 'Run' })
  }
}
