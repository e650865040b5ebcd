import type { ResolvedMessage, RunSummary } from '../../contract/run'
import type { TemplateDocument } from '../../contract/template'
import type { StoredConnection } from '../../db/queries/connection'
import type { Batch, FinishedRun, RunContext } from '../../db/record/batch'
import type { CallEnd } from '../providers/provider'

/** Everything a run needs, looked up and checked: from here on nothing refuses it any more. */
export interface Prepared {
  readonly started: RunSummary
  /** With the settings of this run. */
  readonly document: TemplateDocument
  readonly messages: ResolvedMessage[]
  readonly connection: StoredConnection
  readonly model: string
  readonly values: Readonly<Record<string, unknown>>
  readonly context: RunContext
  /** Bytes of the files in the messages, by hash. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly toolAnswers: Readonly<Record<string, unknown>>
  readonly asksTools: boolean
  readonly replayOfId: string | null
  /** What is recorded together with the end, such as the message of a conversation. */
  readonly atEnd?: (outcome: FinishedRun) => Pick<Batch, 'messages'>
}

/** What the calls of a run came to. */
export interface Conversed {
  /** Of the last call; how the run ended. */
  readonly end: CallEnd
  /** Of every call that was made, in order, failed attempts included. */
  readonly ends: readonly CallEnd[]
  /** What the last call said. */
  readonly said: string
}
