import { writeSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { z } from 'zod'
import { checkBackup, checkRequest } from './check'
import { type ChildLine, mostBytes } from './child-protocol'
import { salvageRequest, salvageRows } from './salvage'

/**
 * A short-lived process beside the studio: what it opens may abort, hang or eat memory, and the studio goes on.
 * Its one argument is the request as JSON; it answers in lines of JSON.
 */
const request = z
  .discriminatedUnion('kind', [
    checkRequest.extend({ kind: z.literal('check') }),
    salvageRequest.extend({ kind: z.literal('salvage') }),
  ])
  .parse(JSON.parse(process.argv[2] ?? ''))

// Threads started later inherit it. Nobody waits for a routine check, and somebody may be typing.
if (request.kind === 'check' && !request.becomesVault) setPriority(constants.priority.PRIORITY_LOW)
setInterval(() => {
  if (process.memoryUsage.rss() > mostBytes) process.exit(3)
}, 250).unref()

try {
  if (request.kind === 'check') {
    const problem = await checkBackup(request, (step) => tell({ step }))
    tell({ done: { problem } })
  } else {
    tell({ done: { salvaged: await salvageRows(request) } })
  }
  process.exit(0)
} catch (error) {
  writeSync(2, error instanceof Error ? error.message : String(error))
  process.exit(1)
}

/** Written at once: the process may be ended at any moment. */
function tell(line: ChildLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
