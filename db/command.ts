import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { perReader, placeholder } from './drizzle'
import { DbError, type Engine, type Statement } from './engine'
import { command } from './schema'
import { type JsonValue, toInstant } from './schema/columns'
import { raised } from './write/functions'

export interface Outcome {
  /** False where an earlier call with this id had been applied; the rest is what that one did. */
  readonly applied: boolean
  readonly result: JsonValue
  /** ISO: the one instant of all its rows. */
  readonly at: string
}

/** What a door sends: `beginCommand` first among the statements, with the same result. */
export interface Pipeline {
  /** Runs before the command begins: what has to be there for it to be booked. */
  readonly prelude?: readonly Statement[]
  readonly statements: readonly Statement[]
  readonly result: JsonValue
}

const timestamptz = 1184
const instantRow = z.tuple([z.string()])

/** Each restart of the engine may leave one more attempt without an answer; after these the engine itself is ill. */
const attempts = 3

/**
 * Runs a pipeline whose first statement begins the command, once: a repeated id applies nothing and answers what the
 * first call stored. Where a restart left the outcome unknown, the id is looked up and the pipeline sent again only
 * if it is not there.
 * @throws DbError of kind sql where a statement refused; nothing was applied then.
 */
export async function runOnce(
  engine: Engine,
  workspaceId: string,
  id: string,
  { prelude = [], statements, result }: Pipeline,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const options = { rowMode: 'array', rawTypes: [timestamptz] } as const
      const results = await engine.pipeline([...prelude, ...statements], options)
      const [at] = instantRow.parse(results[prelude.length]?.rows[0])
      return { applied: true, result, at: toInstant(at) }
    } catch (error) {
      if (!(error instanceof DbError)) throw error
      const repeated = error.code === raised.applied
      if (!repeated && !error.outcomeUnknown) throw error
      const stored = await lookUp(engine, workspaceId, id)
      if (stored) return { applied: !repeated, ...stored }
      if (repeated || attempt === attempts) throw error
    }
  }
}

/** What a command stored, or null where it was never applied (or over 30 days ago). */
export async function lookUp(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<Omit<Outcome, 'applied'> | null> {
  const [row] = await oneCommand(engine, workspaceId).execute({ id })
  return row ?? null
}

const oneCommand = perReader((db, workspaceId) =>
  db
    .select({ result: command.result, at: command.at })
    .from(command)
    .where(and(eq(command.workspaceId, workspaceId), eq(command.id, placeholder('id'))))
    .prepare('command'),
)
