import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { proposeSemver } from '../../core/document/semver'
import { lookUp } from '../command'
import type { Engine } from '../engine'
import { listBelow } from '../queries/below'
import { headStates, heads, oneOfIds } from '../queries/head'
import { getVersion } from '../queries/version'
import { listVersionStates, type VersionState } from '../queries/version-state'
import { entity } from '../schema'
import { storedResult, write } from '../write'
import type { EntityChange, HeadState, Revision, Who } from './command'
import { changeOf } from './edit'
import { RefusedError } from './errors'
import { mergeState } from './merge-state'
import { refuseCircle } from './place'
import { arrivals } from './trash'

/** One item of the command: what it made, what stood before (null: nothing), and what stands now. */
interface Step {
  readonly made: VersionState
  readonly before: VersionState | null
  readonly head: HeadState
}

/**
 * Takes a command back as a new version of each of its items: the old state where nothing came after, otherwise the
 * fields that nobody changed since. What it made goes to the trash. Undoing an undo is a redo.
 * @throws RefusedError where the same field was changed later, or the command is too old or changed no item.
 */
export async function undoCommand(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly undo: string },
): Promise<Changed[]> {
  const done = await lookUp(engine, who.workspaceId, input.commandId)
  if (done) return storedResult.parse(done.result)
  const steps = await stepsOf(engine, who, input.undo)
  const back = steps.map(stateBefore)
  await refuseOccupied(engine, who, back)
  for (const { step, patch } of back) {
    // Only a place can come to lie in itself.
    if (patch.parentId && isPlace(step.head)) await refuseCircle(engine, who, [step.head], patch.parentId)
  }
  const coming = back.filter(
    ({ deleted, patch, step }) => !deleted && (patch.parentId !== undefined || step.head.deletedAt !== null),
  )
  const patches = await arrivals(
    engine,
    who,
    coming.map(({ step, patch }) => ({ head: step.head, state: { ...step.head.state, ...patch } })),
  )
  const changes: EntityChange[] = []
  const revisions: Revision[] = []
  for (const { step, patch, deleted } of back) {
    const whole = { ...patch, ...patches.get(step.head.id) }
    const document = await documentBefore(engine, who, step)
    if (document) changes.push(withDocument(document, { patch: whole, deleted }))
    else revisions.push({ before: step.head, versionId: uuidv7(), patch: whole, deleted })
  }
  const command = { id: input.commandId, action: 'items.undo', changes, revisions }
  return [...(await write(engine, who, command)).changed]
}

async function stepsOf(engine: Engine, who: Who, undo: string): Promise<Step[]> {
  const stored = await lookUp(engine, who.workspaceId, undo)
  const changed = storedResult.safeParse(stored?.result).data ?? []
  if (changed.length === 0) {
    throw new RefusedError('This cannot be undone any more: it changed no item, or is over 30 days old.')
  }
  const { workspaceId } = who
  const made = await listVersionStates(
    engine,
    workspaceId,
    changed.map((each) => each.versionId),
  )
  const before = await listVersionStates(
    engine,
    workspaceId,
    made.flatMap((each) => each.parents[0] ?? []),
  )
  const now = await headStates(
    engine,
    workspaceId,
    oneOfIds(
      entity.id,
      made.map((each) => each.entityId),
    ),
  )
  const headOf = new Map(now.map((head) => [head.id, head]))
  const versionOf = new Map(before.map((version) => [version.id, version]))
  const steps = made.flatMap((version) => {
    const head = headOf.get(version.entityId)
    const [parent = ''] = version.parents
    return head ? [{ made: version, before: versionOf.get(parent) ?? null, head }] : []
  })
  if (steps.length < changed.length) throw new RefusedError('Some of it was deleted for good since.')
  // Places before what lies in them.
  return steps.sort((a, b) => Number(isPlace(b.head)) - Number(isPlace(a.head)))
}

const isPlace = ({ type }: HeadState): boolean => type === 'lab' || type === 'library'

function stateBefore(step: Step) {
  const { made, before, head } = step
  const isDeleted = head.deletedAt !== null
  if (!before) return { step, patch: {}, deleted: true }
  const { patch, conflicts } = mergeState(made.state, before.state, head.state)
  if (conflicts.length > 0) {
    throw new RefusedError(
      `The ${conflicts.join(' and ')} of "${head.state.title}" changed again since. Undo that first, or change it by hand.`,
    )
  }
  const deleted = before.deleted === made.deleted ? isDeleted : before.deleted
  return { step, patch, deleted }
}

/** What somebody put into a new place since would go to the trash with it. */
async function refuseOccupied(engine: Engine, who: Who, back: readonly ReturnType<typeof stateBefore>[]) {
  const going = back.filter(({ deleted, step }) => deleted && step.head.deletedAt === null)
  if (going.length === 0) return
  const ids = new Set(going.map(({ step }) => step.head.id))
  const below = await listBelow(engine, who.workspaceId, [...ids], null)
  const others = below.filter((id) => !ids.has(id)).length
  if (others > 0) {
    throw new RefusedError(
      `${others === 1 ? '1 item was' : `${others} items were`} put in there since. Move them away, or move the place to the trash.`,
    )
  }
}

/** The head with the document that stood before; null where the command left the document alone. */
async function documentBefore(engine: Engine, who: Who, { made, before, head }: Step) {
  if (!before || before.contentHash === made.contentHash) return null
  const [full] = await heads(engine, who.workspaceId, eq(entity.id, head.id))
  if (!full || full.contentHash === before.contentHash) return null
  if (full.contentHash !== made.contentHash) {
    throw new RefusedError(
      `"${head.state.title}" was saved again since. Open its history and restore the version you want.`,
    )
  }
  const version = await getVersion(engine, who.workspaceId, { id: head.id, versionId: before.id })
  return version ? { full, document: version.document } : null
}

function withDocument(
  { full, document }: NonNullable<Awaited<ReturnType<typeof documentBefore>>>,
  { patch, deleted }: Pick<Revision, 'patch' | 'deleted'>,
): EntityChange {
  return changeOf(full, uuidv7(), 'content', {
    document,
    // A text that was published once is a draft again until somebody publishes it.
    state: { ...full.state, ...patch, status: full.state.status },
    deleted,
    semver: proposeSemver(full.semver, full.document, document),
  })
}
