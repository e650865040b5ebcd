import { ExpressionError } from '../engine/expression/error'
import { os } from '../router'
import { usedItems } from '../services/used-items'
import { callerOf, type Studio } from '../studio'

export function workflowHandlers(studio: Studio) {
  const { workflow } = os
  const { expressions } = studio
  return {
    usedItems: workflow.usedItems.handler(async ({ context, input }) =>
      usedItems(await callerOf(studio, context.session), input.uses),
    ),
    checkExpressions: workflow.checkExpressions.handler(({ input }) =>
      Promise.all(input.sources.map((source) => problemIn(expressions.check(source)))),
    ),
    tryExpression: workflow.tryExpression.handler(async ({ input }) => {
      const asked = expressions.evaluate(input.source, input.given)
      const problem = await problemIn(asked)
      return { ...(problem === null ? { value: await asked } : {}), problem }
    }),
  }
}

/** What an expression did wrong, as a sentence; null where nothing. */
async function problemIn(asked: Promise<unknown>): Promise<string | null> {
  try {
    await asked
    return null
  } catch (error) {
    if (error instanceof ExpressionError) return error.message
    throw error
  }
}
