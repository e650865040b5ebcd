import type { ContextDocument, Message, TemplateDocument } from '../../contract/template'
import { changedFields, type FieldChange } from '../document/changes'
import { countWords, diffLines, type LineRow } from './lines'

type Written = TemplateDocument | ContextDocument

/** A message, or a context's one text, on both sides. */
export interface TextDiff {
  readonly id: string
  readonly kind: 'added' | 'removed' | 'changed' | 'same'
  /** What it is called: its name, else its role; null for a context's text. */
  readonly name: string | null
  readonly role: Message['role'] | null
  /** The place among the messages, from 1, where it changed; null otherwise. */
  readonly moved: { readonly from: number; readonly to: number } | null
  readonly rows: readonly LineRow[]
}

export interface DocumentDiff {
  readonly texts: readonly TextDiff[]
  /** Everything but the texts: variables, settings, tools, schema, base, roles, tags; field by field. */
  readonly fields: readonly FieldChange[]
  /** Words that came and went in the texts. */
  readonly words: { readonly added: number; readonly removed: number }
}

/** What lies beside the document, such as title and tags. */
export type State = Readonly<Record<string, unknown>>

/** How two versions of one item differ, message by message and field by field. */
export function diffDocuments(
  before: Written,
  after: Written,
  states: { readonly before: State; readonly after: State } = { before: {}, after: {} },
): DocumentDiff {
  const texts = diffTexts(textsOf(before), textsOf(after))
  const counts = texts.map(({ rows }) => countWords(rows))
  return {
    texts,
    fields: [
      ...changedFields(states.before, states.after),
      ...changedFields(withoutTexts(before), withoutTexts(after)).filter(({ path }) => !inTexts(path, texts)),
    ],
    words: {
      added: counts.reduce((sum, { added }) => sum + added, 0),
      removed: counts.reduce((sum, { removed }) => sum + removed, 0),
    },
  }
}

type Texts = readonly Pick<Message, 'id' | 'name' | 'role' | 'text'>[]

const textsOf = (document: Written): Texts =>
  document.kind === 'template' ? document.messages : [{ id: 'text', role: 'user', text: document.text }]

function diffTexts(before: Texts, after: Texts): TextDiff[] {
  const known = new Map(before.map((each, index) => [each.id, { each, index }]))
  const stayed = new Set(after.map(({ id }) => id))
  const now = after.map((each, index): TextDiff => {
    const was = known.get(each.id)
    return {
      ...about(each),
      kind: !was ? 'added' : was.each.text === each.text ? 'same' : 'changed',
      moved: was && movedPast(before, after, each.id) ? { from: was.index + 1, to: index + 1 } : null,
      rows: diffLines(was?.each.text ?? '', each.text),
    }
  })
  // What is gone stands where it stood: after the message that was before it.
  for (const [index, each] of before.entries()) {
    if (stayed.has(each.id)) continue
    const previous = before[index - 1]?.id
    const place = now.findIndex(({ id }) => id === previous) + 1
    now.splice(place, 0, { ...about(each), kind: 'removed', moved: null, rows: diffLines(each.text, '') })
  }
  return now
}

const about = ({ id, name, role }: Texts[number]) => ({ id, name: name ?? null, role })

/** Whether a message stands in another order among those that stayed. */
function movedPast(before: Texts, after: Texts, id: string): boolean {
  const stays = (list: Texts, other: Texts) =>
    list.map((each) => each.id).filter((each) => other.some((one) => one.id === each))
  return stays(before, after).indexOf(id) !== stays(after, before).indexOf(id)
}

function withoutTexts(document: Written): object {
  if (document.kind === 'context') {
    const { text: _text, ...rest } = document
    return rest
  }
  return { ...document, messages: document.messages.map(({ text: _text, ...rest }) => rest) }
}

/** A message that came or went, and a new order of messages, are told with the texts. */
const inTexts = (path: string, texts: readonly TextDiff[]): boolean =>
  path === 'messages[]' ||
  texts.some(({ id, kind }) => (kind === 'added' || kind === 'removed') && path === `messages[${id}]`)
