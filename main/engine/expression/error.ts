import { type ExpressionFailure, expressionSentence } from '../../../core/workflow/expression'

/** What an expression did wrong; the message is for its writer. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  constructor(
    readonly code: ExpressionFailure,
    readonly detail = '',
  ) {
    super(expressionSentence(code, detail))
  }
}
