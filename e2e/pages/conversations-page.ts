import { expect, type Locator, type Page } from '@playwright/test'

/** Conversations: the list, the branch in hand, and where the next word is written. */
export class ConversationsPage {
  constructor(readonly page: Page) {}

  get list(): Locator {
    return this.page.getByRole('region', { name: 'Conversations' })
  }

  get thread(): Locator {
    return this.page.getByRole('region', { name: 'Conversation', exact: true })
  }

  get messages(): Locator {
    return this.thread.getByRole('listitem')
  }

  async begin(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'New conversation' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'New conversation' })
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title)
    await dialog.getByRole('button', { name: 'Begin' }).click()
    await expect(this.thread.getByRole('textbox', { name: 'Title' })).toHaveValue(title)
  }

  async chooseModel(name: string): Promise<void> {
    await this.thread.getByRole('combobox', { name: 'Model' }).click()
    await this.page.getByRole('option', { name }).click()
  }

  /** Says something and waits for the answer: messages that the branch has then. */
  async say(text: string, messages: number): Promise<void> {
    const field = this.thread.getByRole('textbox', { name: 'Say something' })
    await field.fill(text)
    await field.press('ControlOrMeta+Enter')
    await this.expectAnswered(messages)
  }

  async expectAnswered(messages: number): Promise<void> {
    await expect(this.messages).toHaveCount(messages)
    await expect(this.thread.getByRole('button', { name: 'Send', exact: true })).toBeVisible()
    await expect(this.messages.last().getByRole('button', { name: 'Details' })).toBeVisible()
  }

  async editFirst(text: string): Promise<void> {
    await this.thread.getByRole('button', { name: 'Edit and send again' }).first().click()
    await this.thread.getByRole('textbox', { name: 'Edited message' }).fill(text)
    await this.thread.getByRole('button', { name: 'Send as a branch' }).click()
  }

  async export(kind: 'Markdown' | 'JSON'): Promise<string> {
    await this.thread.getByRole('button', { name: 'Export' }).click()
    const download = this.page.waitForEvent('download')
    await this.page.getByRole('menuitem', { name: kind }).click()
    const chunks: Buffer[] = []
    for await (const chunk of await (await download).createReadStream()) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString('utf8')
  }
}
