import { os } from '../router'
import { querySql } from '../services/sql'
import { callerOf, type Studio } from '../studio'

export function sqlHandlers(studio: Studio) {
  return {
    query: os.sql.query.handler(async ({ context, input, signal }) =>
      querySql(await callerOf(studio, context.session), { ...input, ...(signal ? { signal } : {}) }),
    ),
  }
}
