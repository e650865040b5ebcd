import type { SqlRows } from '../../contract/sql'
import { DbError } from '../../db/engine'
import { readSql, type SqlQuestion } from '../../db/sql-console'
import type { Caller } from '../caller'
import { failure, refused } from '../failure'

/**
 * One reading statement over the caller's workspace.
 * @throws INVALID (PostgreSQL does not understand it), REFUSED (reasons: read_only, not_allowed, time_limit, too_large)
 */
export async function querySql({ engine, who }: Caller, question: SqlQuestion): Promise<SqlRows> {
  const began = performance.now()
  try {
    const { columns, rows, truncated } = await readSql(engine, who.workspaceId, question)
    return {
      columns: [...columns],
      rows: rows.map((row) => [...row]),
      truncated,
      ms: Math.round((performance.now() - began) * 10) / 10,
    }
  } catch (error) {
    throw error instanceof DbError ? translated(error, question) : error
  }
}

function translated(error: DbError, { text, limitMs }: SqlQuestion): Error {
  if (error.kind === 'misuse') return refused('read_only', error.message)
  if (error.kind === 'timeout') {
    const sentence = `The query was ended after ${limitMs / 1000} seconds. Narrow it with WHERE, or give it more time.`
    return refused('time_limit', sentence)
  }
  if (error.kind !== 'sql' || error.code === '53100') return error
  if (error.code === '42501' || error.code === '25006') {
    return refused('not_allowed', `The console only reads: ${error.message}. Leave that part out.`)
  }
  if (error.code?.startsWith('53') || error.code === '54000') {
    return refused(
      'too_large',
      `The query needs too much memory or disk (${error.message}). Narrow it with WHERE.`,
    )
  }
  const message = `${error.message}${placeOf(error, text)}`
  const hint = error.fields.hint ? ` ${error.fields.hint}` : ''
  return failure('INVALID', `PostgreSQL does not understand the query: ${message}.${hint}`, {
    issues: [{ path: 'text', message }],
  })
}

/** PostgreSQL counts characters, not UTF-16 units. */
function placeOf({ fields }: DbError, text: string): string {
  const position = Number(fields.position)
  if (!(position > 0)) return ''
  const before = [...text].slice(0, position - 1)
  const line = before.filter((character) => character === '\n').length + 1
  return ` (line ${line}, column ${before.length - before.lastIndexOf('\n')})`
}
