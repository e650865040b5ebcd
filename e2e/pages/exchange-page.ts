import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

/** What comes into a workspace and goes out of it: files, copies, the starter items, the first steps. */
export class ExchangePage {
  constructor(readonly page: Page) {}

  get exporting(): Locator {
    return this.page.getByRole('dialog', { name: 'Export' })
  }

  get importing(): Locator {
    return this.page.getByRole('dialog', { name: 'Import a file' })
  }

  get firstSteps(): Locator {
    return this.page.getByRole('region', { name: 'First steps' })
  }

  get inFile(): Locator {
    return this.importing.getByRole('region', { name: 'What is in the file' })
  }

  /** A command by its name, as the palette runs it. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+k')
    const palette = this.page.getByRole('dialog', { name: 'Search or run a command' })
    await palette.getByRole('combobox').fill(`>${name}`)
    await palette.getByRole('option', { name }).first().click()
    await expect(palette).toBeHidden()
  }

  /** Exports the whole workspace; answers the text of the file and its name. */
  async exportAll(form: 'Bundle' | 'Markdown'): Promise<{ name: string; text: string }> {
    await this.command('Export')
    await this.exporting.getByRole('combobox', { name: 'What' }).click()
    await this.page.getByRole('option', { name: /^The whole workspace/ }).click()
    await this.exporting.getByRole('button', { name: form, exact: true }).click()
    const coming = this.page.waitForEvent('download')
    await this.exporting.getByRole('button', { name: 'Export', exact: true }).click()
    const download = await coming
    await expect(this.exporting).toBeHidden()
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
  }

  /** Opens a file in the dialog that imports. */
  async choose(name: string, text: string): Promise<void> {
    await this.importing
      .getByLabel('File to import')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  }

  /** An item of the file with what becomes of it. */
  planned(title: string): Locator {
    return this.inFile.getByRole('listitem').filter({ hasText: title })
  }
}
