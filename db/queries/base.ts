import { and, eq, isNull } from 'drizzle-orm'
import type { Base } from '../../contract/template'
import type { FollowedBase } from '../../contract/writing'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { versionLabel } from '../schema'
import { getHead } from './head'
import { getVersion } from './version'

/** What a base link means now; null where the template, the version or the label is not there, or in the trash. */
export async function getBase(
  engine: Engine,
  workspaceId: string,
  { templateId, follow }: Pick<Base, 'templateId' | 'follow'>,
): Promise<FollowedBase | null> {
  const head = await getHead(engine, workspaceId, templateId)
  if (head?.document.kind !== 'template' || head.deletedAt !== null) return null
  const { title } = head.state
  if (follow.by === 'latest') {
    const { headVersionId: versionId, number, semver, document } = head
    return { templateId, title, versionId, number, semver, document }
  }
  const versionId =
    follow.by === 'version' ? follow.versionId : await labelled(engine, workspaceId, templateId, follow.label)
  const version = versionId ? await getVersion(engine, workspaceId, { id: templateId, versionId }) : null
  if (version?.document.kind !== 'template') return null
  const { id, number, semver, document } = version
  return { templateId, title, versionId: id, number, semver, document }
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
