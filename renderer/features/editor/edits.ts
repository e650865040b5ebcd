import type { Message } from '../../../contract/template'
import type { Writing } from './document'

const onMessages = (document: Writing, change: (messages: readonly Message[]) => Message[]): Writing =>
  document.kind === 'template' ? { ...document, messages: change(document.messages) } : document

export const messageOf = (document: Writing, id: string): Message | undefined =>
  document.kind === 'template' ? document.messages.find((each) => each.id === id) : undefined

export const editText = (document: Writing, id: string, text: string): Writing =>
  onMessages(document, (messages) => messages.map((each) => (each.id === id ? { ...each, text } : each)))

export const editRole = (document: Writing, id: string, role: Message['role']): Writing =>
  onMessages(document, (messages) => messages.map((each) => (each.id === id ? { ...each, role } : each)))

/** An empty name takes it away. */
export const nameMessage = (document: Writing, id: string, name: string): Writing =>
  onMessages(document, (messages) =>
    messages.map((each) => {
      if (each.id !== id) return each
      const { name: _old, ...rest } = each
      return name.trim() ? { ...rest, name: name.trim() } : rest
    }),
  )

export const removeMessage = (document: Writing, id: string): Writing =>
  onMessages(document, (messages) => messages.filter((each) => each.id !== id))

/** Swaps a message with its neighbour above (-1) or below (1). */
export const moveMessage = (document: Writing, id: string, by: -1 | 1): Writing =>
  onMessages(document, (messages) => {
    const at = messages.findIndex((each) => each.id === id)
    const to = at + by
    const one = messages[at]
    const other = messages[to]
    if (!one || !other) return [...messages]
    return messages.map((each, index) => (index === at ? other : index === to ? one : each))
  })
