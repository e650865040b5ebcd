import { desc, eq } from 'drizzle-orm'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import type { ItemChange } from '../../contract/entity'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { heads } from '../queries/head'
import { listVersions } from '../queries/version'
import { record } from '../record'
import { command } from '../schema'
import { changeItems } from '../write/change-items'
import type { EntityHead, Who } from '../write/command'
import { createEntity } from '../write/create-entity'
import { duplicateItems } from '../write/duplicate'
import { MissingError, RefusedError, StaleError } from '../write/errors'
import { renameEntity } from '../write/place'
import { restoreVersion, saveDocument } from '../write/save-document'
import { undoCommand } from '../write/undo'
import { contextText, nodesUsing, textTemplate } from './documents'
import { begunRun, finishedRun } from './runs'

/** One step of a random session: what is done, and to which of the things that are there. */
export interface Step {
  readonly act: (typeof acts)[number]
  readonly target: number
  readonly other: number
  readonly text: string
  /** The command is sent a second time, as after a lost answer. */
  readonly repeated: boolean
  /** The caller saw an older state. */
  readonly late: boolean
}

const acts = [
  'lab',
  'library',
  'template',
  'context',
  'workflow',
  'save',
  'rename',
  'move',
  'trash',
  'untrash',
  'tag',
  'duplicate',
  'undo',
  'revert',
  'run',
] as const

export const steps = fc.array(
  fc.record({
    act: fc.constantFrom(...acts, 'template', 'save', 'save', 'save'),
    target: fc.nat(30),
    other: fc.nat(30),
    text: fc.constantFrom(
      'plain',
      '{{ name }}',
      '{{ other }}',
      '{{ other }} and {{ name }}',
      '{% render "tone" %}',
      'a {% render "tone-2" %} b',
      '{% if %}',
      'Ünïcödé\u0000',
    ),
    repeated: fc.boolean(),
    late: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  }),
  { minLength: 8, maxLength: 25 },
)

/** Takes the steps one after the other. A refusal that the model names is part of the game; anything else is thrown. */
export async function take(engine: Engine, who: Who, all: readonly Step[], mark = ''): Promise<void> {
  for (const step of all) {
    const items = (await heads(engine, who.workspaceId, undefined)).sort((a, b) => (a.id < b.id ? -1 : 1))
    const action = actionOf(engine, who, step, items, mark)
    for (let times = step.repeated ? 2 : 1; times > 0; times -= 1) await allowed(action)
  }
}

async function allowed(action: () => Promise<unknown>): Promise<void> {
  try {
    await action()
  } catch (error) {
    if (error instanceof RefusedError || error instanceof StaleError || error instanceof MissingError) return
    throw error
  }
}

function actionOf(
  engine: Engine,
  who: Who,
  { act, target, other, text, late }: Step,
  items: readonly EntityHead[],
  mark: string,
): () => Promise<unknown> {
  const commandId = uuidv7()
  if (act === 'lab' || act === 'library' || act === 'template' || act === 'context') {
    const places = items.filter((item) => item.type === 'lab' || item.type === 'library')
    const input = {
      commandId,
      id: uuidv7(),
      type: act,
      parentId: act === 'lab' ? null : (at(places, target)?.id ?? null),
      title: act === 'context' ? 'Tone' : `A ${act} ${mark}`,
      description: mark,
      document: documentOf(act, `${text} ${mark}`),
    }
    return () => createEntity(engine, who, input)
  }
  if (act === 'workflow') {
    const kinds = { template: 'template', workflow: 'subworkflow', context: 'context' } as const
    const used = items.flatMap(({ id, type, deletedAt }) =>
      deletedAt === null && (type === 'template' || type === 'workflow' || type === 'context')
        ? [{ id, kind: kinds[type] }]
        : [],
    )
    const places = items.filter((item) => item.type === 'lab' || item.libraryKind === 'workflow')
    const input = {
      commandId,
      id: uuidv7(),
      type: act,
      parentId: at(places, target)?.id ?? null,
      title: `A workflow ${mark}`,
      description: mark,
      document: nodesUsing(
        [at(used, target), at(used, other)].flatMap((each) => each ?? []),
        `${text} ${mark}`,
      ),
    }
    return () => createEntity(engine, who, input)
  }
  // Only these have texts to change and to run; without them most saves would change nothing.
  const texts = items.filter((item) => item.type === 'template' || item.type === 'context')
  const head = at(act === 'save' || act === 'revert' || act === 'run' ? texts : items, target)
  if (!head) return async () => undefined
  const edit = { commandId, id: head.id, rowVersion: head.rowVersion - (late ? 1 : 0) }
  const few = [...new Set([head.id, at(items, other)?.id ?? head.id])]
  const change = (done: ItemChange) => () => changeItems(engine, who, { commandId, ids: few, change: done })
  switch (act) {
    case 'save':
      return () =>
        saveDocument(engine, who, {
          ...edit,
          document: documentOf(head.type, `${text} ${mark}`),
          message: mark,
        })
    case 'rename':
      return () => renameEntity(engine, who, { ...edit, title: `${text} ${mark}` })
    case 'move':
      return change({ do: 'move', parentId: at(items, other)?.id ?? null })
    case 'trash':
      return change({ do: 'trash' })
    case 'untrash':
      return change({ do: 'restore' })
    case 'tag':
      return change({ do: 'tag', add: [text.slice(0, 5)], remove: ['plain'] })
    case 'duplicate':
      return () => duplicateItems(engine, who, { commandId, ids: few })
    case 'undo':
      return () => undoLast(engine, who, commandId, other)
    case 'revert':
      return () => revert(engine, who, edit, other)
    case 'run':
      return () => run(engine, who, head, `${text} ${mark}`)
  }
}

/** Takes one of the last commands back, whichever it was. */
async function undoLast(engine: Engine, who: Who, commandId: string, back: number) {
  const recent = await reader(engine, who.workspaceId)
    .select({ id: command.id })
    .from(command)
    .where(eq(command.workspaceId, who.workspaceId))
    .orderBy(desc(command.at))
    .limit(6)
  return undoCommand(engine, who, { commandId, undo: at(recent, back)?.id ?? commandId })
}

async function revert(
  engine: Engine,
  who: Who,
  edit: { commandId: string; id: string; rowVersion: number },
  other: number,
) {
  const { items } = await listVersions(engine, who.workspaceId, { id: edit.id, places: true, limit: 50 })
  return restoreVersion(engine, who, { ...edit, versionId: at(items, other)?.id ?? edit.id })
}

async function run(engine: Engine, who: Who, head: EntityHead, text: string) {
  const begun = begunRun({
    entityId: head.id,
    versionId: head.headVersionId,
    versionNumber: head.number,
    messages: [{ role: 'user', text }],
    values: { name: text },
  })
  await record(engine, who, {
    commandId: uuidv7(),
    begun: [begun],
    finished: [finishedRun(begun.id, { answer: text })],
  })
}

const at = <T>(from: readonly T[], index: number): T | undefined =>
  from[from.length === 0 ? 0 : index % from.length]

function documentOf(type: EntityHead['type'], text: string) {
  if (type === 'lab' || type === 'library') return { kind: type }
  if (type === 'context') return contextText(text)
  const names = [...new Set([...text.matchAll(/\{\{ (\w+) /g)].map((match) => match[1] ?? ''))]
  return textTemplate(text, {
    variables: names.map((name) => ({ name, type: 'text', required: true, description: '', rules: {} })),
  })
}
