import { protocol } from '@electric-sql/pglite'
import { concat } from './encode'
import type { AnswerMessage, Row } from './results'

const headBytes = 5
const dataRow = 'D'.charCodeAt(0)

/**
 * Reads the answer of PostgreSQL, in pieces as it came. Rows are read here, everything else by PGlite's parser, which
 * copies each cell into a buffer of its own first: a page of fifty runs takes it longer than the query.
 */
export function messagesIn(pieces: readonly Uint8Array[]): AnswerMessage[] {
  const whole = concat(pieces)
  const answer = Buffer.from(whole.buffer, whole.byteOffset, whole.byteLength)
  const found: AnswerMessage[] = []
  const parser = new protocol.Parser()
  for (let at = 0; at + headBytes <= answer.length; ) {
    const end = at + 1 + answer.readInt32BE(at + 1)
    if (answer[at] === dataRow && end <= answer.length) found.push(rowAt(answer, at + headBytes))
    else parser.parse(answer.subarray(at, end), (message) => found.push(message))
    at = end
  }
  return found
}

function rowAt(answer: Buffer, start: number): Row {
  const fields = new Array<string | null>(answer.readInt16BE(start))
  let at = start + 2
  for (let cell = 0; cell < fields.length; cell += 1) {
    const length = answer.readInt32BE(at)
    at += 4
    if (length < 0) {
      fields[cell] = null
    } else {
      fields[cell] = answer.toString('utf8', at, at + length)
      at += length
    }
  }
  return { name: 'dataRow', fields }
}
