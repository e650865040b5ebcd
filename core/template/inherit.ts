import type { Message, TemplateDocument } from '../../contract/template'
import { blocksOf, fillBlocks } from './blocks'
import type { TemplateIssue } from './issues'

/** A template together with what it is built on. */
export interface Inherited {
  /** Complete by itself: it names no base any more. */
  readonly document: TemplateDocument
  /** For each of its messages the index among the template's own; null where it follows the base. */
  readonly origins: readonly (number | null)[]
  /** Names of messages and blocks that the base does not have. What is written for them is kept, not lost. */
  readonly issues: readonly TemplateIssue[]
}

/** How a template built on this one names a message. */
export const messageName = (message: Pick<Message, 'id' | 'name'>): string => message.name || message.id

/**
 * Puts what a template changes over its base.
 * @param base complete itself, as an earlier call returned it; null where there is none, or it is not known yet.
 */
export function inherit(own: TemplateDocument, base: TemplateDocument | null): Inherited {
  const { base: link, ...rest } = own
  if (!link || !base) return { document: rest, origins: own.messages.map((_, index) => index), issues: [] }
  const placed = placeMessages(own, base)
  const messages = placed.map(({ message }) => message)
  const isOwn = (part: 'outputSchema' | 'stop' | 'examples') => link.own.includes(part)
  const { outputSchema: _mine, ...others } = rest
  const { outputSchema: _below, ...below } = base
  const outputSchema = isOwn('outputSchema') ? own.outputSchema : base.outputSchema
  return {
    document: {
      ...below,
      ...others,
      form: base.form === 'text' && messages.length === 1 ? 'text' : 'chat',
      messages,
      variables: overridden(base.variables, own.variables),
      settings: { ...base.settings, ...known(own.settings) },
      tools: overridden(base.tools, own.tools),
      stop: isOwn('stop') ? own.stop : base.stop,
      examples: isOwn('examples') ? own.examples : base.examples,
      ...(outputSchema === undefined ? {} : { outputSchema }),
    },
    origins: placed.map(({ origin }) => origin),
    issues: strayIssues(own, base),
  }
}

/**
 * A template over its base, that over its own, and so on.
 * @param bases from the nearest to the farthest
 */
export function inheritAll(own: TemplateDocument, bases: readonly TemplateDocument[]): Inherited {
  const base = bases.reduceRight<TemplateDocument | null>(
    (below, each) => inherit(each, below).document,
    null,
  )
  return inherit(own, base)
}

interface Placed {
  readonly message: Message
  readonly origin: number | null
}

function placeMessages(own: TemplateDocument, base: TemplateDocument): Placed[] {
  const names = new Set(base.messages.map(messageName))
  const mine = own.messages.map((message, origin) => ({ message: bare(message), at: message.at, origin }))
  const around = (change: 'replace' | 'before' | 'after', name: string) =>
    mine.filter(({ at }) => at?.change === change && at.name === name)
  const placed = base.messages.flatMap((message): Placed[] => {
    const name = messageName(message)
    return [
      ...around('before', name),
      ...inPlace(own, message, around('replace', name)),
      ...around('after', name),
    ]
  })
  return [...placed, ...mine.filter(({ at }) => !at || !names.has(at.name))]
}

/** The base's message as it is, replaced or left out. */
function inPlace(own: TemplateDocument, message: Message, replaced: readonly Placed[]): Placed[] {
  const { name, id } = message
  if (own.base?.dropped.includes(messageName(message))) return []
  if (replaced.length === 0) {
    const text = fillBlocks(message.text, own.base?.blocks ?? {})
    return [{ message: { ...message, text }, origin: null }]
  }
  // Under the base's name and id, so that what is built on this one finds it by the same word.
  return replaced.map((one, index) =>
    index > 0 ? one : { ...one, message: { ...one.message, id, ...(name ? { name } : {}) } },
  )
}

function bare({ at: _at, ...message }: Message): Message {
  return message
}

function overridden<T extends { readonly name: string }>(base: readonly T[], own: readonly T[]): T[] {
  const mine = new Map(own.map((item) => [item.name, item]))
  const names = new Set(base.map(({ name }) => name))
  return [...base.map((item) => mine.get(item.name) ?? item), ...own.filter(({ name }) => !names.has(name))]
}

/** Settings that are set: an empty one follows the base. */
const known = (settings: TemplateDocument['settings']) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null && value !== undefined))

function strayIssues(own: TemplateDocument, base: TemplateDocument): TemplateIssue[] {
  const names = new Set(base.messages.map(messageName))
  const blocks = new Set(base.messages.flatMap(({ text }) => [...blocksOf(text).keys()]))
  const nowhere = { line: null, column: null }
  return [
    ...own.messages.flatMap(({ at }, messageIndex): TemplateIssue[] => {
      if (!at || names.has(at.name)) return []
      const message = `The base has no message "${at.name}". Choose another place for this one.`
      return [{ code: 'base', message, messageIndex, ...nowhere }]
    }),
    ...Object.keys(own.base?.blocks ?? {}).flatMap((name): TemplateIssue[] => {
      if (blocks.has(name)) return []
      const message = `The base has no block "${name}". Remove what is written for it, or name another block.`
      return [{ code: 'base', message, messageIndex: null, ...nowhere }]
    }),
  ]
}
