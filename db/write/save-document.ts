import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import type { EntityDocument } from '../../contract/template'
import { proposeSemver } from '../../core/document/semver'
import type { Engine } from '../engine'
import { countRowsOfVersion } from '../queries/variable-set'
import { getVersion } from '../queries/version'
import type { EntityHead, Who } from './command'
import { changeOf, type Edit, edit } from './edit'
import { MissingError, RefusedError } from './errors'
import { rowsOfVersion } from './variable-rows'

/**
 * Makes a content version of the document, as a draft that stands ahead of what is published. A document equal to
 * the head's makes none.
 * @throws StaleError where somebody saved in between, RefusedError where the document is of another type.
 */
export function saveDocument(
  engine: Engine,
  who: Who,
  input: Edit & { readonly document: EntityDocument; readonly message?: string | null | undefined },
): Promise<Changed> {
  return edit(engine, who, input, (head) => ({
    action: `${head.type}.save`,
    changes: [contentChange(head, input.document, input.message ?? null)],
  }))
}

/**
 * An old document as a new version, of a variable set with the rows that it had; nothing in between is lost.
 * @throws MissingError, StaleError, RefusedError where the rows of that time never were in this vault
 */
export function restoreVersion(
  engine: Engine,
  who: Who,
  input: Edit & { readonly versionId: string },
): Promise<Changed> {
  return edit(engine, who, input, async (head) => {
    const version = await getVersion(engine, who.workspaceId, input)
    if (!version) throw new MissingError('version', input.versionId)
    const message = `Restored version ${version.number}`
    const { document } = version
    if (document.kind === 'variable_set') {
      const rows = await countRowsOfVersion(engine, who.workspaceId, input)
      if (rows !== document.rows) throw new RefusedError(withoutRows(version.number))
    }
    return {
      action: `${head.type}.restore_version`,
      changes: [contentChange(head, document, message)],
      ...(document.kind === 'variable_set' ? { also: rowsOfVersion(who, input) } : {}),
    }
  })
}

/** An import brings the rows of the newest version alone. */
const withoutRows = (number: number): string =>
  `The rows of version ${number} did not come along when this set was imported or copied. Choose a later version.`

function contentChange(head: EntityHead, document: EntityDocument, message: string | null) {
  if (document.kind !== head.type) {
    throw new RefusedError(`A ${head.type} cannot be saved as a ${document.kind}. Create a new item for it.`)
  }
  return changeOf(head, uuidv7(), 'content', {
    document,
    semver: proposeSemver(head.semver, head.document, document),
    state: { ...head.state, status: 'draft' },
    message,
  })
}
