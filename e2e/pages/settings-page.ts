import { expect, type Locator, type Page } from '@playwright/test'

interface NewConnection {
  name: string
  address: string
  models: readonly string[]
  key?: string
}

export class SettingsPage {
  constructor(readonly page: Page) {}

  get connections(): Locator {
    return this.page.getByRole('region', { name: 'Models and connections' })
  }

  get keys(): Locator {
    return this.page.getByRole('region', { name: 'Keys', exact: true })
  }

  /** A ruled part of the page, by its title. */
  part(title: string): Locator {
    return this.page.getByRole('region', { name: title })
  }

  connection(name: string): Locator {
    return this.connections.getByRole('listitem').filter({ hasText: name })
  }

  /** A server of one's own that speaks OpenAI's language. */
  async addCompatible({ name, address, models, key }: NewConnection): Promise<void> {
    await this.connections.getByRole('button', { name: 'Add a connection' }).click()
    await this.page.getByRole('menuitem', { name: 'OpenAI-compatible address' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Add OpenAI-compatible address' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
    await dialog.getByRole('textbox', { name: 'Address' }).fill(address)
    await dialog.getByRole('textbox', { name: 'Models' }).fill(models.join('\n'))
    if (key) await dialog.getByLabel('Key', { exact: true }).fill(key)
    await dialog.getByRole('button', { name: 'Save connection' }).click()
    await expect(this.connection(name)).toBeVisible()
  }

  async setKey(connection: string, key: string): Promise<void> {
    await this.connections.getByRole('button', { name: `Edit ${connection}` }).click()
    const dialog = this.page.getByRole('dialog', { name: connection, exact: true })
    await dialog.getByLabel('Key', { exact: true }).fill(key)
    await dialog.getByRole('button', { name: 'Save connection' }).click()
    await expect(dialog).toBeHidden()
  }

  async givePassphrase(passphrase: string, button: 'Make a key file' | 'Unlock the key file'): Promise<void> {
    await this.keys.getByRole('button', { name: button }).click()
    const dialog = this.page.getByRole('dialog', { name: button })
    await dialog.getByLabel('Passphrase').fill(passphrase)
    await dialog.getByLabel('Passphrase').press('Enter')
  }

  async backUp(): Promise<void> {
    const backups = this.page.getByRole('region', { name: 'Backups' })
    await backups.getByRole('button', { name: 'Back up now' }).click()
    await expect(backups.getByRole('listitem')).toHaveCount(1, { timeout: 60_000 })
  }

  async chooseTheme(theme: 'Light' | 'Dark'): Promise<void> {
    await this.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: theme }).click()
    await expect(this.page.locator('html')).toHaveAttribute('data-theme', theme.toLowerCase())
  }

  async chooseDensity(density: 'Compact' | 'Comfortable'): Promise<void> {
    await this.page.getByRole('group', { name: 'Density' }).getByRole('button', { name: density }).click()
    await expect(this.page.locator('html')).toHaveAttribute('data-density', density.toLowerCase())
  }

  async pressNewKey(command: string, key: string): Promise<void> {
    await this.page.getByRole('button', { name: `Change the key of ${command}` }).click()
    await this.page.keyboard.press(key)
  }
}
