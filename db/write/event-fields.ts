import { canonicalJson, storable } from '../../core/document/canonical'
import type { FieldChange } from '../../core/document/changes'
import type { JsonObject, JsonValue } from '../schema/columns'
import { sha256 } from './content'
import type { Prepared } from './prepared'

/** Characters of a scalar of the state (a title, a tag list) that the trail may show. */
const shown = 200

/**
 * What the trail says of a change: small scalars of the state old and new, of the document only numbers and
 * switches; everything else as hash and length, so that no body is ever in an event.
 */
export function eventFields({ stateFields: inState, documentFields }: Prepared): JsonObject[] {
  return [...stateFields(inState), ...documentFields.map((field) => entry(field, isBare))]
}

/** The same for a change that leaves the document alone. */
export const stateFields = (fields: readonly FieldChange[]): JsonObject[] =>
  fields.map((field) => entry(field, isSmall))

function entry({ path, before, after }: FieldChange, mayShow: (value: unknown) => boolean): JsonObject {
  const side = (name: 'old' | 'new', value: unknown): JsonObject =>
    value === undefined ? {} : { [name]: mayShow(value) ? storable(value) : digest(value) }
  return { path, ...side('old', before), ...side('new', after) }
}

const digest = (value: unknown): JsonValue => {
  const text = typeof value === 'string' ? value : canonicalJson(storable(value))
  return { hash: sha256(text), length: text.length }
}

const isBare = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean'

const isSmall = (value: unknown): boolean => isBare(value) || canonicalJson(storable(value)).length <= shown
