import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { BundleError, bundleLimits } from '../../../core/bundle/format'
import { tooLarge } from '../../../core/bundle/read'
import { refused } from '../../failure'

/** The most characters of base64 that one message takes, as the contract has it. */
const mostPacked = 14_000_000
/** A character of JSON takes at most three bytes of UTF-8. */
const mostBytes = bundleLimits.text * 3

/** A text as it travels: gzip, base64. @throws REFUSED where it does not fit into one message */
export async function pack(text: string): Promise<string> {
  const data = (await promisify(gzip)(text)).toString('base64')
  if (data.length > mostPacked) throw refused('too_large', tooLarge().message)
  return data
}

/** @throws BundleError where it is no such text, or unpacks to more than is read */
export async function unpack(data: string): Promise<string> {
  try {
    const bytes = await promisify(gunzip)(Buffer.from(data, 'base64'), { maxOutputLength: mostBytes })
    return bytes.toString('utf8')
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge()
    throw new BundleError('The file did not arrive as it was sent. Choose it again.')
  }
}
