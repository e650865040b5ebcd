import { uuidv7 } from 'uuidv7'
import type { EntityDetail } from '../../../contract/entity'
import type { RunSummary } from '../../../contract/run'
import { signatureOf } from '../../../core/workflow/signature'
import type { StudioClient } from '../../socket/client'
import { CommandError, exit } from '../exit'
import type { Io } from '../io'

interface Ended {
  readonly finished: RunSummary
  readonly outputs: Readonly<Record<string, unknown>>
}

/** Runs a workflow to its end; what its nodes do is told while they do it. */
export async function runWorkflow(
  client: StudioClient,
  { id: entityId, document }: EntityDetail,
  given: Readonly<Record<string, unknown>>,
  { io, tells }: { readonly io: Io; readonly tells: boolean },
): Promise<Ended> {
  const id = uuidv7()
  await client.workflowRun.start({ id, entityId, inputs: typed(document, given) })
  const ended = io.onInterrupt(() => void client.workflowRun.stop({ id }).catch(() => {}))
  const told = new Set<string>()
  try {
    for await (const event of await client.workflowRun.follow({ id })) {
      if (event.type === 'finished') return { finished: event.run, outputs: event.outputs }
      if (event.type === 'asks') throw waits(id, event.question.text)
      if (event.type !== 'nodes' || !tells) continue
      for (const node of event.nodes) {
        if (node.kind !== 'node' || node.status === 'running' || told.has(node.id)) continue
        told.add(node.id)
        const ms = node.durationMs === null ? '' : ` · ${(node.durationMs / 1000).toFixed(2)} s`
        io.tell(`${node.status.replace('_', ' ')} · ${node.name ?? ''}${ms}`)
      }
    }
  } finally {
    ended()
  }
  throw new CommandError(
    exit.failed,
    'The studio ended before the run did. The run shows there as interrupted; resume it there.',
  )
}

/** What stands on a command line is text: where a port takes something else it is read as JSON. */
function typed(
  document: EntityDetail['document'],
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  if (document.kind !== 'workflow') return { ...given }
  const texts = new Set(
    signatureOf(document).inputs.flatMap(({ name, type }) => (type.kind === 'text' ? name : [])),
  )
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' && !texts.has(name) ? read(value) : value,
    ]),
  )
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const waits = (id: string, question: string) =>
  new CommandError(
    exit.failed,
    `The run waits for somebody: ${question}\nAnswer it in the studio; it goes on by itself then. Run ${id}`,
  )

/** One text as it is; anything else as JSON. */
export function said(outputs: Readonly<Record<string, unknown>>): string {
  const values = Object.values(outputs)
  const [only] = values
  return values.length === 1 && typeof only === 'string' ? only : JSON.stringify(outputs, null, 2)
}
