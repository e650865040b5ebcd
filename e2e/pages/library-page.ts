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

  place(name: string | RegExp): Locator {
    const whole = typeof name === 'string' ? new RegExp(`^${name},`) : name
    return this.tree.getByRole('treeitem', { name: whole })
  }

  /** The menu of the row that has the focus, asked for by its key. */
  async openMenu(name: string): Promise<Locator> {
    await this.page.keyboard.press('Shift+F10')
    const menu = this.page.getByRole('menu', { name })
    await expect(menu).toBeVisible()
    return menu
  }

  /** Puts a filter in by its menu, at the keyboard. */
  async narrow(by: 'Kind' | 'Status' | 'Tags', to: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name: 'Filter', exact: true }).click()
    await this.page.getByRole('menuitem', { name: by }).press('ArrowRight')
    await this.page.getByRole('menuitemcheckbox', { name: to }).press('Enter')
    await this.page.keyboard.press('Escape')
    if (await this.page.getByRole('menu').first().isVisible()) await this.page.keyboard.press('Escape')
    await expect(this.page.getByRole('menu')).toHaveCount(0)
  }

  async move(to: RegExp): Promise<void> {
    await this.bulk.getByRole('button', { name: 'Move' }).click()
    const dialog = this.page.getByRole('dialog', { name: /^Move / })
    await dialog.getByRole('combobox', { name: 'Place' }).click()
    await this.page.getByRole('option', { name: to }).first().click()
    await dialog.getByRole('button', { name: 'Move' }).click()
    await expect(dialog).toBeHidden()
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
    await this.page.getByRole('link', { name: 'Trash', exact: true }).click()
    await expect(this.page.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()
    return this.page.getByRole('table', { name: 'Trash' })
  }
}
