import { sql } from 'drizzle-orm'
import type { WorkspaceKind } from '../contract/vocabulary'
import { storableText } from '../core/document/canonical'
import { freeSlug, slugify } from '../core/document/slug'
import { type Pipeline, runOnce } from './command'
import { builder, statement } from './drizzle'
import { DbError, type Engine } from './engine'
import { workspaceSetting } from './pglite/drizzle-client'
import { takenWorkspaceSlugs } from './queries/workspace'
import { account, membership, workspace } from './schema'
import type { Who } from './write/command'
import { beginCommand } from './write/functions'

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
