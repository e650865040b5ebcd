import { createHash } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'

/** Bodies of at most this many bytes are kept as they are: compressing them saves nothing. */
const plainBytes = 1024

export interface Body {
  /** SHA-256 of the plain bytes. */
  readonly hash: string
  readonly body: Uint8Array
  readonly encoding: 'plain' | 'deflate'
  /** Plain bytes. */
  readonly size: number
}

export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')

/** The row of `content` for a text: UTF-8, deflated above 1 kB where that is shorter. */
export function encodeBody(text: string): Body {
  const plain = Buffer.from(text, 'utf8')
  const packed = plain.length > plainBytes ? deflateRawSync(plain) : plain
  const smaller = packed.length < plain.length
  return {
    hash: sha256(plain),
    body: smaller ? packed : plain,
    encoding: smaller ? 'deflate' : 'plain',
    size: plain.length,
  }
}

/** @throws Error where the bytes are not what their hash says: a damaged row is never shown as a document. */
export function decodeBody(row: Body): string {
  const plain = row.encoding === 'deflate' ? inflateRawSync(row.body) : row.body
  if (sha256(plain) !== row.hash) {
    throw new Error('This content does not match its checksum. Restore it from a backup.')
  }
  return Buffer.from(plain).toString('utf8')
}
