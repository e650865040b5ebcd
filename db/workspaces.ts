import { and, eq, isNull, sql } from 'drizzle-orm'
import type { WorkspaceKind } from '../contract/vocabulary'
import { storableText } from '../core/document/canonical'
import { freeSlug, slugify } from '../core/document/slug'
import { type Pipeline, runOnce } from './command'
import { builder, reader, statement } from './drizzle'
import { DbError, type Engine } from './engine'
import { keep } from './keep'
import { workspaceSetting } from './pglite/drizzle-client'
import { takenWorkspaceSlugs } from './queries/workspace'
import { account, membership, workspace } from './schema'
import type { Who } from './write/command'
import { RefusedError } from './write/errors'
import { beginCommand, commandInstant as now } from './write/functions'

export interface NewAccount {
  readonly id: string
  readonly name: string
  readonly colour: string
}

/** Makes a local profile, or leaves one with this id as it is. */
export async function createAccount(engine: Engine, { id, name, colour }: NewAccount): Promise<void> {
  const at = sql`clock_timestamp()`
  await engine.pipeline([
    statement(
      builder
        .insert(account)
        .values({
          id,
          name: storableText(name),
          colour,
          createdAt: at,
          createdBy: id,
          updatedAt: at,
          updatedBy: id,
        })
        .onConflictDoNothing(),
    ),
  ])
}

export interface NewWorkspace {
  readonly commandId: string
  readonly id: string
  readonly name: string
  readonly kind: WorkspaceKind
  readonly colour: string
}

/** Makes a workspace and `who`'s account its owner. `who.workspaceId` is not looked at: it cannot be there yet. */
export async function createWorkspace(
  engine: Engine,
  who: Omit<Who, 'workspaceId'>,
  input: NewWorkspace,
): Promise<void> {
  const wanted = slugify(input.name)
  for (let slug = wanted; ; slug = freeSlug(wanted, new Set(await takenWorkspaceSlugs(engine, wanted)))) {
    try {
      await runOnce(engine, input.id, input.commandId, birth(who, input, slug))
      return
    } catch (error) {
      if (!(error instanceof DbError) || error.fields.constraint !== 'workspace_slug_unique') throw error
    }
  }
}

function birth({ accountId, ...who }: Omit<Who, 'workspaceId'>, input: NewWorkspace, slug: string): Pipeline {
  const { id, kind, colour } = input
  const at = sql`clock_timestamp()`
  const stamps = { createdAt: at, createdBy: accountId, updatedAt: at, updatedBy: accountId }
  const result = { id }
  return {
    // The command's row and the workspace's clock name the workspace, so it has to be there before them.
    prelude: [
      workspaceSetting(id),
      statement(
        builder
          .insert(workspace)
          .values({ id, name: storableText(input.name), slug, kind, colour, ...stamps })
          .onConflictDoNothing({ target: workspace.id }),
      ),
    ],
    statements: [
      beginCommand({ ...who, accountId, workspaceId: id }, input.commandId, result),
      statement(
        builder
          .insert(membership)
          .values({ workspaceId: id, accountId, role: 'owner', ...stamps })
          .onConflictDoNothing(),
      ),
    ],
    result,
  }
}

/** A new name or colour. The slug stays. @throws RefusedError where it was changed meanwhile */
export async function changeWorkspace(
  engine: Engine,
  who: Who,
  input: {
    readonly commandId: string
    readonly rowVersion: number
    readonly name?: string | undefined
    readonly colour?: string | undefined
  },
): Promise<void> {
  const change = builder
    .update(workspace)
    .set({
      ...(input.name === undefined ? {} : { name: storableText(input.name) }),
      ...(input.colour === undefined ? {} : { colour: input.colour }),
      rowVersion: input.rowVersion + 1,
      updatedAt: now,
      updatedBy: who.accountId,
    })
    .where(and(eq(workspace.id, who.workspaceId), eq(workspace.rowVersion, input.rowVersion)))
  const { applied, at } = await keep(engine, who, input.commandId, [statement(change)])
  const [kept] = await reader(engine, who.workspaceId)
    .select({ updatedAt: workspace.updatedAt })
    .from(workspace)
    .where(eq(workspace.id, who.workspaceId))
  if (applied && kept?.updatedAt !== at) {
    throw new RefusedError('This workspace was changed elsewhere. Reload it, then change it again.')
  }
}

/** Read-only and out of the way, or back again. */
export async function archiveWorkspace(
  engine: Engine,
  who: Who,
  input: { readonly commandId: string; readonly archived: boolean },
): Promise<void> {
  const change = builder
    .update(workspace)
    .set({
      archivedAt: input.archived ? sql`coalesce(${workspace.archivedAt}, ${now})` : null,
      rowVersion: sql`${workspace.rowVersion} + 1`,
      updatedAt: now,
      updatedBy: who.accountId,
    })
    .where(eq(workspace.id, who.workspaceId))
  await keep(engine, who, input.commandId, [statement(change)])
}

/** Marks a workspace as deleted: from here on nobody sees it and nothing is written in it. */
export async function markWorkspaceDeleted(engine: Engine, who: Who, commandId: string): Promise<void> {
  const change = builder
    .update(workspace)
    .set({ deletedAt: now, deletedBy: who.accountId, slug: sql`${workspace.slug} || '-' || ${workspace.id}` })
    .where(and(eq(workspace.id, who.workspaceId), isNull(workspace.deletedAt)))
  await keep(engine, who, commandId, [statement(change)])
}
