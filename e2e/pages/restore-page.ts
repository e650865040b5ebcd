import type { Locator, Page } from '@playwright/test'

/** What is shown in the studio's place where its vault is damaged. */
export class RestorePage {
  constructor(readonly page: Page) {}

  get title(): Locator {
    return this.page.getByText(/^The vault .+ did not open$/)
  }

  get backups(): Locator {
    return this.page.getByRole('radiogroup', { name: 'Backups' }).getByRole('radio')
  }

  /** The newest backup that is whole is chosen already. */
  async restoreNewest(): Promise<void> {
    await this.page.getByRole('button', { name: /^Restore / }).click()
  }
}
