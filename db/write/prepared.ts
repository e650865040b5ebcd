import { uuidv7 } from 'uuidv7'
import type { Changed } from '../../contract/entity'
import { canonicalJson, storable } from '../../core/document/canonical'
import { changedFields, type FieldChange } from '../../core/document/changes'
import type { EntityChange } from './command'
import { type Body, encodeBody } from './content'

/** A change with everything that can be worked out of it before the database is asked. */
export interface Prepared {
  readonly change: EntityChange
  readonly body: Body & { readonly text: string }
  readonly documentChanged: boolean
  readonly stateFields: readonly FieldChange[]
  readonly documentFields: readonly FieldChange[]
  readonly number: number
  readonly ids: { readonly status: string; readonly event: string }
  readonly result: Changed
}

/** Null where the change changes nothing: such a save makes no version. */
export function prepare(change: EntityChange): Prepared | null {
  const { before } = change
  const text = canonicalJson(storable(change.document))
  const body = { ...encodeBody(text), text }
  const documentChanged = before?.contentHash !== body.hash
  const deleted = { deleted: change.deleted }
  const stateFields = before
    ? changedFields({ ...before.state, deleted: before.deletedAt !== null }, { ...change.state, ...deleted })
    : changedFields({}, change.state)
  if (before && !documentChanged && stateFields.length === 0) return null
  const number = before ? before.number + (change.kind === 'content' ? 1 : 0) : 1
  return {
    change,
    body,
    documentChanged,
    stateFields: stateFields.filter((field) => field.before !== undefined || field.after !== null),
    documentFields: documentChanged ? changedFields(before?.document, JSON.parse(text), 'document') : [],
    number,
    ids: { status: uuidv7(), event: uuidv7() },
    result: {
      id: change.id,
      versionId: change.versionId,
      versionNumber: number,
      rowVersion: before ? before.rowVersion + 1 : 1,
    },
  }
}

export const contentRow = ({ hash, body, encoding, size }: Body) => ({ hash, body, encoding, size })
