import type { Base } from '../../contract/template'
import type { FollowedBase } from '../../contract/writing'
import type { Engine } from '../engine'
import { getFollowed } from './followed'

/** What a base link means now; null where the template, the version or the label is not there, or in the trash. */
export async function getBase(
  engine: Engine,
  workspaceId: string,
  { templateId, follow }: Pick<Base, 'templateId' | 'follow'>,
): Promise<FollowedBase | null> {
  const followed = await getFollowed(engine, workspaceId, templateId, follow)
  if (followed?.document.kind !== 'template') return null
  const { id, document, ...rest } = followed
  return { templateId: id, ...rest, document }
}
