import { expect, type Locator, type Page } from '@playwright/test'

/** The trays above the status bar: jobs, and what happened meanwhile. */
export class WorkPage {
  constructor(readonly page: Page) {}

  get jobs(): Locator {
    return this.page.getByRole('dialog', { name: 'Jobs' })
  }

  get notifications(): Locator {
    return this.page.getByRole('dialog', { name: 'Notifications' })
  }

  /** The button in the status bar, named by how many are unread. */
  get bell(): Locator {
    return this.page.getByRole('contentinfo').getByRole('button', { name: /[Nn]otification/ })
  }

  async openJobs(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Alt+k')
    await expect(this.jobs).toBeVisible()
  }

  async openNotifications(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Alt+o')
    await expect(this.notifications).toBeVisible()
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape')
    // What was said at the lower right may stay: it is a dialog of its own.
    await expect(this.jobs.or(this.notifications)).toHaveCount(0)
  }
}
