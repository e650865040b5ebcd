import { expect, type Locator, type Page } from '@playwright/test'
import { ConversationsPage } from './conversations-page'
import { EditorPage } from './editor-page'
import { PalettePage } from './palette-page'
import { RunsPage } from './runs-page'
import { SettingsPage } from './settings-page'

/** The window: where one goes from one place to another. */
export class StudioPage {
  constructor(readonly page: Page) {}

  static async open(page: Page, address: string): Promise<StudioPage> {
    await page.goto(address)
    const studio = new StudioPage(page)
    await expect(page.getByRole('navigation', { name: 'Studio' })).toBeVisible({ timeout: 45_000 })
    // A studio that was used before comes back to where it was left.
    await studio.goToLibrary()
    await expect(studio.templates).toBeVisible({ timeout: 45_000 })
    return studio
  }

  /** Comes back to where the window was left, whatever is shown there. */
  static async comeBack(page: Page, address: string): Promise<StudioPage> {
    await page.goto(address)
    await expect(page.getByRole('navigation', { name: 'Studio' })).toBeVisible({ timeout: 45_000 })
    return new StudioPage(page)
  }

  /** The names of the open documents, from left to right. */
  get tabs(): Locator {
    return this.page.getByRole('navigation', { name: 'Open tabs' }).locator('a[title]')
  }

  async openPalette(): Promise<PalettePage> {
    await this.page.keyboard.press('ControlOrMeta+k')
    return PalettePage.shown(this.page, 'Search or run a command')
  }

  async openQuickly(): Promise<PalettePage> {
    await this.page.keyboard.press('ControlOrMeta+p')
    return PalettePage.shown(this.page, 'Open an item')
  }

  get templates(): Locator {
    return this.page.getByRole('table', { name: 'Templates' })
  }

  row(title: string): Locator {
    return this.templates.getByRole('row', { name: title, exact: true })
  }

  get filter(): Locator {
    return this.page.getByRole('textbox', { name: 'Filter by name' })
  }

  async openItem(title: string): Promise<EditorPage> {
    await this.row(title).dblclick()
    const editor = new EditorPage(this.page)
    await expect(editor.title).toHaveValue(title)
    return editor
  }

  async newTemplate(): Promise<EditorPage> {
    await this.page.getByRole('button', { name: 'New template' }).click()
    const editor = new EditorPage(this.page)
    await expect(editor.title).toHaveValue('Untitled template')
    return editor
  }

  async goToLibrary(): Promise<void> {
    await this.station('Library')
    await expect(this.page.getByRole('region', { name: 'Library' })).toBeVisible()
  }

  async goToRuns(): Promise<RunsPage> {
    await this.station('Runs')
    await expect(this.page.getByRole('heading', { name: 'Runs', level: 1 })).toBeVisible()
    return new RunsPage(this.page)
  }

  async goToConversations(): Promise<ConversationsPage> {
    await this.station('Conversations')
    await expect(this.page.getByRole('heading', { name: 'Conversations', level: 1 })).toBeVisible()
    return new ConversationsPage(this.page)
  }

  async goToSettings(): Promise<SettingsPage> {
    await this.station('Settings')
    await expect(this.page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
    return new SettingsPage(this.page)
  }

  workspace(name: string): Locator {
    return this.page.getByRole('button', { name: `Workspace ${name}`, exact: true })
  }

  async enterWorkspace(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Workspace / }).click()
    await this.page.getByRole('menuitem', { name }).click()
    await expect(this.workspace(name)).toBeVisible()
  }

  /** Makes a client's workspace; the window is in it afterwards. */
  async makeWorkspace(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^Workspace / }).click()
    await this.page.getByRole('menuitem', { name: 'New workspace' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New workspace' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: 'Make workspace' }).click()
    await expect(this.workspace(name)).toBeVisible()
  }

  /** Deletes the workspace that is shown, by its typed name. */
  async deleteWorkspace(name: string): Promise<void> {
    await this.workspace(name).click()
    await this.page.getByRole('menuitem', { name: 'Name, colour, archive' }).click()
    await this.page
      .getByRole('dialog', { name: `Workspace ${name}` })
      .getByRole('button', { name: 'Delete workspace' })
      .click()
    const dialog = this.page.getByRole('dialog', { name: `Delete workspace ${name}` })
    await dialog.getByRole('textbox', { name: 'Type its name to delete it' }).fill(name)
    await dialog.getByRole('button', { name: 'Delete workspace' }).click()
    await expect(dialog).toBeHidden({ timeout: 60_000 })
  }

  /** Makes a lab, or a library in the lab that is there. */
  async makePlace(kind: 'Lab' | 'Library', name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New lab or library' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New lab or library' })
    const kinds = dialog.getByRole('button', { name: kind, exact: true })
    if (await kinds.isVisible()) await kinds.click()
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('button', { name: `Make ${kind.toLowerCase()}` }).click()
    await expect(dialog).toBeHidden()
  }

  private async station(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name }).click()
  }
}
