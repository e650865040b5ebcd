import { expect, type Locator, type Page } from '@playwright/test'

/** The list of a place, what is chosen in it, and the trash. */
export class LibraryPage {
  constructor(readonly page: Page) {}

  get bulk(): Locator {
    return this.page.getByRole('toolbar', { name: 'Chosen items' })
  }

  get tree(): Locator {
    return this.page.getByRole('tree', { name: 'Labs and libraries' })
  }

  place(name: string): Locator {
    return this.tree.getByRole('treeitem', { name: new RegExp(`^${name},`) })
  }

  /** Chooses everything that the list shows, and what further pages would show. */
  async chooseAll(): Promise<void> {
    await this.page.getByRole('table', { name: 'Templates' }).locator('tr[tabindex="0"]').focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await expect(this.bulk).toBeVisible()
  }

  async tag(words: string): Promise<void> {
    await this.bulk.getByRole('button', { name: 'Tag' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Change tags' })
    await dialog.getByRole('textbox', { name: 'Tags to add' }).fill(words)
    await dialog.getByRole('button', { name: /^Change / }).click()
    await expect(dialog).toBeHidden()
  }

  async undo(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+z')
  }

  async redo(): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+Shift+z')
  }

  async openTrash(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'Trash', exact: true }).click()
    await expect(this.page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()
    return this.page.getByRole('table', { name: 'Trash' })
  }
}
