import { and, eq, isNull } from 'drizzle-orm'
import type { EntityDocument, Follow } from '../../contract/template'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { versionLabel } from '../schema'
import { getHead } from './head'
import { getVersion } from './version'

/** An item of the library in the version that somebody follows. */
export interface Followed {
  readonly id: string
  readonly title: string
  readonly versionId: string
  readonly number: number
  readonly semver: string
  readonly document: EntityDocument
}

/** What following an item means now; null where the item, the version or the label is not there, or in the trash. */
export async function getFollowed(
  engine: Engine,
  workspaceId: string,
  entityId: string,
  follow: Follow,
): Promise<Followed | null> {
  const head = await getHead(engine, workspaceId, entityId)
  if (!head || head.deletedAt !== null) return null
  const { id, state, headVersionId, number, semver, document } = head
  const { title } = state
  if (follow.by === 'latest') return { id, title, versionId: headVersionId, number, semver, document }
  const versionId =
    follow.by === 'version' ? follow.versionId : await labelled(engine, workspaceId, entityId, follow.label)
  const version = versionId ? await getVersion(engine, workspaceId, { id: entityId, versionId }) : null
  if (!version) return null
  return {
    id,
    title,
    versionId: version.id,
    number: version.number,
    semver: version.semver,
    document: version.document,
  }
}

async function labelled(engine: Engine, workspaceId: string, entityId: string, name: string) {
  const labels = await listLabels(engine, workspaceId, entityId)
  return labels.find((label) => label.name === name)?.versionId ?? null
}

/** The labels that stand on an item's versions now, by name. */
export function listLabels(
  engine: Engine,
  workspaceId: string,
  entityId: string,
): Promise<{ name: string; versionId: string }[]> {
  return reader(engine, workspaceId)
    .select({ name: versionLabel.name, versionId: versionLabel.versionId })
    .from(versionLabel)
    .where(
      and(
        eq(versionLabel.workspaceId, workspaceId),
        eq(versionLabel.entityId, entityId),
        isNull(versionLabel.validTo),
      ),
    )
    .orderBy(versionLabel.name)
}
