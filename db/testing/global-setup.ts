import { ensureBuilt } from '../../scripts/build.mjs'

/** Tests run on the real worker threads and the real prepared vault, so these are made first. */
export default async function setup(): Promise<void> {
  await ensureBuilt(['db-worker', 'template-worker', 'expression-worker', 'code-worker', 'verify', 'prepare'])
}
