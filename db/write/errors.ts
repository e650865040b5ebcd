import type { EntityDocument } from '../../contract/template'
import type { EntityHead } from './command'

/** Somebody saved in between. Carries the head that is there now and the true base, so that both can be merged. */
export class StaleError extends Error {
  override readonly name = 'StaleError'
  constructor(
    readonly head: EntityHead,
    /** The version that the refused change was made from; null where it is not known, or was to make the entity. */
    readonly base: { readonly versionId: string; readonly document: EntityDocument } | null,
  ) {
    super('This item was changed somewhere else since you opened it. Compare both versions, then save again.')
  }
}

/** There is no such row in this workspace (it may be another's: the answer is the same). */
export class MissingError extends Error {
  override readonly name = 'MissingError'
  constructor(
    readonly what: string,
    readonly id: string,
  ) {
    super(`There is no such ${what} here. It may have been removed; reload the list.`)
  }
}

/** A rule of the model forbids it; the sentence says which and what to do. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
}

/** What `expect_open` refused. */
export function closedWorkspace(error: Error): RefusedError {
  return new RefusedError(
    error.message.includes('deleted')
      ? 'This workspace was deleted. Open another one.'
      : 'This workspace is archived, so that it can be read but not changed. Take it out of the archive first.',
  )
}
