import type { ConversationDetail, ConversationMessage } from '../../contract/conversation'

const names = { user: 'User', assistant: 'Assistant' } as const

/** One branch as Markdown: a title, and each message under its role. */
export function conversationMarkdown(
  { title, templateTitle, model }: Pick<ConversationDetail, 'title' | 'templateTitle' | 'model'>,
  branch: readonly ConversationMessage[],
): string {
  const about = [templateTitle && `Template: ${templateTitle}`, model && `Model: ${model}`].filter(Boolean)
  const head = [`# ${title.replace(/\s+/g, ' ')}`, ...(about.length > 0 ? [about.join(' · ')] : [])]
  const parts = branch.map(({ role, text, files, model: by }) => {
    const who = role === 'assistant' && by ? `${names[role]} (${by})` : names[role]
    const attached = files.map(({ name }) => `Attached: ${name}`)
    return [`## ${who}`, text, ...attached].filter(Boolean).join('\n\n')
  })
  return `${[...head, ...parts].join('\n\n')}\n`
}

/** Every branch as JSON that says what it is. */
export function conversationJson({ id, title, state, templateTitle, tree }: ConversationDetail): string {
  const messages = tree.map(({ runId, ...message }) => ({ ...message, runId }))
  const whole = { kind: 'promptstudio.conversation', format: 1, id, title, state, templateTitle, messages }
  return `${JSON.stringify(whole, undefined, 2)}\n`
}
