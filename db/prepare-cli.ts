import { buildPrepared, readPreparedStamp } from './prepared'

/** The build's step that makes the prepared vault; does nothing where it is up to date. */
const began = Date.now()
if (await buildPrepared({ force: process.argv.includes('--force') })) {
  const size = (await readPreparedStamp())?.size ?? 0
  process.stderr.write(
    `prepared an empty vault in ${Date.now() - began} ms (${(size / 1e6).toFixed(1)} MB)\n`,
  )
}
