import { expect, type Locator, type Page } from '@playwright/test'

type Part = 'System message' | 'User message' | 'Assistant message' | 'Prompt text' | 'Context text'

/** A template in hand: its messages, its variables, its playground. */
export class EditorPage {
  constructor(readonly page: Page) {}

  get title() {
    return this.page.getByRole('textbox', { name: 'Title' })
  }

  /** A message of a chat, or the one text of a text template or context. */
  text(part: Part): Locator {
    return this.page.getByRole('textbox', { name: part, exact: true })
  }

  get variables() {
    return this.page.getByRole('region', { name: 'Variables' })
  }

  variable(name: string): Locator {
    return this.variables.getByRole('textbox', { name, exact: true })
  }

  /** Saves what stands in the form as the first row of a new set. */
  async keepValues({ newSet }: { newSet: string }): Promise<void> {
    await this.variables.getByRole('button', { name: 'Save the values' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Save as a row' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill(newSet)
    await dialog.getByRole('button', { name: 'Save row' }).click()
    await expect(dialog).toBeHidden()
  }

  async loadSet(title: string): Promise<void> {
    await this.variables.getByRole('button', { name: 'Load values' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Load values' })
    await dialog.getByRole('combobox', { name: 'From a variable set' }).click()
    await this.page.getByRole('option', { name: title }).click()
    await expect(dialog).toBeHidden()
  }

  /** Picks a file for a variable that is filled with one. */
  async chooseFile(name: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.variables.getByRole('button', { name: `Choose a file for ${name}` }).click()
    await (await chooser).setFiles(file)
  }

  get playground() {
    return this.page.getByRole('region', { name: 'Playground' })
  }

  get history() {
    return this.page.getByRole('region', { name: 'History' })
  }

  /** The status bar's word on what is saved. */
  get saved() {
    return this.page.getByRole('contentinfo').getByRole('status')
  }

  /** Replaces a text at the keyboard. */
  async write(part: Part, text: string): Promise<void> {
    await this.text(part).click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(text)
  }

  async rename(title: string): Promise<void> {
    await this.title.fill(title)
    await this.title.press('Enter')
  }

  async waitForDraft(): Promise<void> {
    await expect(this.saved).toContainText('Draft saved')
  }

  async saveVersion(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save version' }).click()
  }

  version(number: number): Locator {
    return this.history.getByRole('button', { name: new RegExp(`^Version ${number},`) })
  }

  async expectVersion(number: number): Promise<void> {
    await expect(this.version(number)).toBeVisible()
  }

  async openVersion(number: number): Promise<Locator> {
    await this.version(number).click()
    return this.page.getByRole('dialog', { name: `Version ${number}`, exact: true })
  }

  async chooseModel(name: string): Promise<void> {
    await this.playground.getByRole('combobox', { name: 'Model' }).click()
    await this.page.getByRole('option', { name }).click()
  }

  /** One of the answers side by side, from 1. */
  answer(number: number): Locator {
    return this.playground.getByRole('region', { name: `Answer ${number}` })
  }

  async addAnswer(model: string): Promise<Locator> {
    await this.playground.getByRole('button', { name: 'Add a model beside it' }).click()
    const number = await this.playground.getByRole('region', { name: /^Answer \d/ }).count()
    const answer = this.answer(number)
    await answer.getByRole('combobox', { name: 'Model' }).click()
    await this.page.getByRole('option', { name: model }).click()
    return answer
  }

  async run(): Promise<void> {
    await this.playground.getByRole('button', { name: 'Run', exact: true }).click()
  }

  get stopButton(): Locator {
    return this.playground.getByRole('button', { name: 'Stop' })
  }

  async expectRunEnded(status: string): Promise<void> {
    await expect(this.playground.getByRole('status')).toHaveText(`Run ended: ${status}.`, { timeout: 45_000 })
  }

  /** Runs on a model and waits for the end it must come to. */
  async runOn(model: string, status: string): Promise<void> {
    await this.chooseModel(model)
    await this.run()
    await this.expectRunEnded(status)
  }

  /** A figure below the answer, such as Cost or First token. */
  figure(name: string): Locator {
    return this.playground
      .getByRole('term')
      .filter({ hasText: name })
      .locator('xpath=following-sibling::dd[1]')
  }
}
