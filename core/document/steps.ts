import type { DraftStep, ItemStep } from '../../contract/draft'
import type { ContextDocument, TemplateDocument, VariableDefinitionDocument } from '../../contract/template'
import type { WorkflowDocument } from '../../contract/workflow'
import { canonicalJson, storable } from './canonical'
import { itemSteps, walkItems } from './item-steps'

/** Documents that are written in an editor with a draft and its own undo. */
export type Written = TemplateDocument | ContextDocument | VariableDefinitionDocument | WorkflowDocument

/** Steps that a draft's log keeps, and the characters in them: what is older is forgotten. */
export const longestLog = { steps: 1_000, characters: 400_000 }

/** A draft's log: steps before `position` are done, those after it were undone. */
export interface UndoLog {
  readonly steps: readonly DraftStep[]
  readonly position: number
}

export const emptyLog: UndoLog = { steps: [], position: 0 }

/** What leads from one document to another of the same kind; null where nothing does. */
export function stepBetween(before: Written, after: Written): DraftStep | null {
  const text = textChange(before, after)
  const { items, told } = itemChanges(before, after)
  if (text) told.add(before.kind === 'context' ? 'text' : 'messages')
  const fields: Record<string, { before?: unknown; after?: unknown }> = {}
  const [old, now] = [partsOf(before, told), partsOf(after, told)]
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(key), now.get(key)]
    if (!same(was, is)) {
      fields[key] = {
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      }
    }
  }
  const step = {
    ...(text ? { text } : {}),
    ...(items.length > 0 ? { items } : {}),
    ...(Object.keys(fields).length > 0 ? { fields } : {}),
  }
  return Object.keys(step).length === 0 ? null : step
}

/** What changed in the lists of a workflow item by item, and which lists that tells whole. */
function itemChanges(before: Written, after: Written) {
  const told = new Set<string>()
  const items: ItemStep[] = []
  if (before.kind !== 'workflow' || after.kind !== 'workflow') return { items, told }
  for (const list of ['nodes', 'edges'] as const) {
    const steps = itemSteps(list, before[list], after[list], same)
    if (!steps) continue
    told.add(list)
    items.push(...steps)
  }
  return { items, told }
}

/** The document after a step was taken back or done again. A step that does not fit changes what it can. */
export function walkStep<D extends Written>(document: D, step: DraftStep, way: 'undo' | 'redo'): D {
  const changed: Record<string, unknown> = { ...document }
  for (const [key, field] of Object.entries(step.fields ?? {})) {
    const value = way === 'undo' ? field.before : field.after
    if (value === undefined) delete changed[key]
    else changed[key] = value
  }
  walkItems(changed, step.items ?? [], way)
  if (step.text) putText(changed, step.text, way)
  // Every field comes from an earlier state of this document.
  return changed as D
}

/** Two steps as one, where the second goes on typing or deleting where the first stopped; null elsewhere. */
export function joinSteps(first: DraftStep, second: DraftStep): DraftStep | null {
  if (first.items || second.items) return joinItems(first, second)
  const [a, b] = [first.text, second.text]
  if (!a || !b || a.message !== b.message) return null
  const fields = joinFields(first, second)
  const more = fields ? { fields } : {}
  if (b.removed === '' && b.from === a.from + a.inserted.length) {
    return { text: { ...a, inserted: a.inserted + b.inserted }, ...more }
  }
  if (a.inserted === '' && b.inserted === '' && b.from + b.removed.length === a.from) {
    return { text: { ...a, from: b.from, removed: b.removed + a.removed }, ...more }
  }
  return null
}

/** Two changes of one and the same item: somebody goes on typing in a node, or dragging it. */
function joinItems(first: DraftStep, second: DraftStep): DraftStep | null {
  const [a, b] = [first.items?.[0], second.items?.[0]]
  const alone = [first, second].every(
    ({ items, text, fields }) => items?.length === 1 && items[0]?.place === undefined && !text && !fields,
  )
  if (!a || !b || !alone || a.list !== b.list || a.id !== b.id) return null
  return { items: [{ ...b, before: a.before }] }
}

/** The log with one more step; what had been undone is gone then. */
export function logStep(log: UndoLog, step: DraftStep, join: boolean): UndoLog {
  const done = log.steps.slice(0, log.position)
  const last = done.at(-1)
  const joined = join && last ? joinSteps(last, step) : null
  const steps = joined ? [...done.slice(0, -1), joined] : [...done, step]
  return trimmed({ steps, position: steps.length })
}

function trimmed({ steps, position }: UndoLog): UndoLog {
  let room = longestLog.characters
  let first = steps.length
  while (first > 0 && steps.length - first < longestLog.steps) {
    room -= sizeOf(steps[first - 1])
    if (room < 0) break
    first -= 1
  }
  return { steps: steps.slice(first), position: Math.max(0, position - first) }
}

const sizes = new WeakMap<DraftStep, number>()

function sizeOf(step: DraftStep | undefined): number {
  if (!step) return 0
  const size = sizes.get(step) ?? JSON.stringify(step).length
  sizes.set(step, size)
  return size
}

/** The document by its top keys, without those that are told on their own. */
const partsOf = (document: Written, told: ReadonlySet<string>): Map<string, unknown> =>
  new Map(Object.entries(document).filter(([key]) => key !== 'kind' && !told.has(key)))

const hasWords = (document: Written): document is TemplateDocument | ContextDocument =>
  document.kind === 'template' || document.kind === 'context'

/** The one message whose words changed, where nothing else about the messages did. */
function textChange(before: Written, after: Written): DraftStep['text'] | null {
  if (!hasWords(before) || !hasWords(after)) return null
  const changed =
    before.kind === 'context' || after.kind === 'context'
      ? before.kind === 'context' && after.kind === 'context'
        ? { id: 'text', old: before.text, now: after.text }
        : null
      : changedMessage(before, after)
  if (!changed || changed.old === changed.now) return null
  const { id, old, now } = changed
  const most = Math.min(old.length, now.length)
  let from = 0
  while (from < most && old[from] === now[from]) from += 1
  let end = 0
  while (end < most - from && old[old.length - 1 - end] === now[now.length - 1 - end]) end += 1
  return {
    message: id,
    from,
    removed: old.slice(from, old.length - end),
    inserted: now.slice(from, now.length - end),
  }
}

function changedMessage(before: TemplateDocument, after: TemplateDocument) {
  if (before.messages.length !== after.messages.length) return null
  let found: { id: string; old: string; now: string } | null = null
  for (const [index, was] of before.messages.entries()) {
    const is = after.messages[index]
    if (is === was) continue
    if (!is || found || !same({ ...was, text: '' }, { ...is, text: '' })) return null
    found = { id: was.id, old: was.text, now: is.text }
  }
  return found
}

function putText(
  document: Record<string, unknown>,
  text: NonNullable<DraftStep['text']>,
  way: 'undo' | 'redo',
) {
  const put = (old: string): string => {
    const [gone, come] = way === 'undo' ? [text.inserted, text.removed] : [text.removed, text.inserted]
    if (old.slice(text.from, text.from + gone.length) !== gone) return old
    return old.slice(0, text.from) + come + old.slice(text.from + gone.length)
  }
  if (typeof document.text === 'string') document.text = put(document.text)
  if (!Array.isArray(document.messages)) return
  document.messages = document.messages.map((message) =>
    message.id === text.message ? { ...message, text: put(message.text) } : message,
  )
}

function joinFields(first: DraftStep, second: DraftStep): DraftStep['fields'] {
  if (!first.fields && !second.fields) return undefined
  const keys = new Set([...Object.keys(first.fields ?? {}), ...Object.keys(second.fields ?? {})])
  return Object.fromEntries(
    [...keys].map((key) => {
      const [a, b] = [first.fields?.[key], second.fields?.[key]]
      return [
        key,
        a && b ? { ...b, ...('before' in a ? { before: a.before } : { before: undefined }) } : (a ?? b ?? {}),
      ]
    }),
  )
}

const same = (a: unknown, b: unknown): boolean =>
  a === b || (a !== undefined && b !== undefined && canonicalJson(storable(a)) === canonicalJson(storable(b)))
