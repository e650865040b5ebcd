import type { CallOptions, Engine, Session } from './engine'

/** Ends a transaction that has answered. */
class Answered<T> extends Error {
  constructor(readonly answer: T) {
    super('rolled back')
  }
}

/** Runs `work` in a transaction whose every trace, settings included, is undone. Rejects as `transaction` does. */
export async function rolledBack<T>(
  engine: Engine,
  work: (session: Session) => Promise<T>,
  options?: CallOptions,
): Promise<T> {
  let answered: Answered<T> | undefined
  try {
    await engine.transaction(async (session) => {
      answered = new Answered(await work(session))
      throw answered
    }, options)
  } catch (error) {
    if (answered === undefined || error !== answered) throw error
  }
  if (answered === undefined) throw new Error('The transaction ended without an answer.')
  return answered.answer
}
