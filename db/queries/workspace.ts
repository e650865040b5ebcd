import { and, asc, eq, isNull, like, or } from 'drizzle-orm'
import type { WorkspaceSummary } from '../../contract/workspace'
import { directory } from '../drizzle'
import type { Engine } from '../engine'
import { account, membership, workspace } from '../schema'

const summary = {
  id: workspace.id,
  name: workspace.name,
  slug: workspace.slug,
  kind: workspace.kind,
  colour: workspace.colour,
  role: membership.role,
  archivedAt: workspace.archivedAt,
  rowVersion: workspace.rowVersion,
}

/** The workspaces that an account is a member of: names only, nothing inside. */
export async function listWorkspaces(engine: Engine, accountId: string): Promise<WorkspaceSummary[]> {
  const rows = await directory(engine)
    .select(summary)
    .from(workspace)
    .innerJoin(membership, eq(membership.workspaceId, workspace.id))
    .where(
      and(eq(membership.accountId, accountId), isNull(membership.deletedAt), isNull(workspace.deletedAt)),
    )
    .orderBy(asc(workspace.createdAt), asc(workspace.id))
  return rows.map(({ archivedAt, colour, ...row }) => ({
    ...row,
    colour: colour ?? '',
    archived: archivedAt !== null,
  }))
}

/** Slugs that are `slug` or begin with `slug-`. */
export async function takenWorkspaceSlugs(engine: Engine, slug: string): Promise<string[]> {
  const rows = await directory(engine)
    .select({ slug: workspace.slug })
    .from(workspace)
    .where(or(eq(workspace.slug, slug), like(workspace.slug, `${slug}-%`)))
  return rows.map((row) => row.slug)
}

/** The local profiles of this vault, oldest first. */
export function listAccounts(engine: Engine) {
  return directory(engine)
    .select({ id: account.id, name: account.name, colour: account.colour, preferences: account.preferences })
    .from(account)
    .where(isNull(account.deletedAt))
    .orderBy(asc(account.createdAt), asc(account.id))
}

/** Every workspace of the vault that was not deleted, for upkeep that has to visit each. */
export async function listAllWorkspaceIds(engine: Engine): Promise<string[]> {
  const rows = await directory(engine)
    .select({ id: workspace.id })
    .from(workspace)
    .where(isNull(workspace.deletedAt))
    .orderBy(asc(workspace.id))
  return rows.map((row) => row.id)
}
