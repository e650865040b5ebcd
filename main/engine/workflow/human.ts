import { z } from 'zod'
import { portField } from '../../../contract/workflow'
import type { RunContext } from './context'
import type { NodeResult, NodeWork } from './effect'
import { renderText } from './effects/library'
import { settingsOf } from './effects/settings'

const asking = z.looseObject({
  question: z.string().default(''),
  fields: z.array(portField).default([portField.parse({ name: 'answer' })]),
})

interface Asking {
  readonly show: (status: 'paused' | 'running') => void
  /** Waits apart: what only waits takes no place from others. */
  readonly meanwhile: <T>(waiting: Promise<T>) => Promise<T>
}

/** Asks somebody, and waits for the answer also while the studio is closed: the question is in the record. */
export async function askSomebody(
  context: RunContext,
  work: NodeWork,
  { show, meanwhile }: Asking,
): Promise<NodeResult> {
  const { fields, question } = settingsOf(asking, work.node)
  const text = await renderText(work, question, work.inputs)
  show('paused')
  context.trace.move(work.nodeRunId, 'paused', { question: { text, fields } })
  await context.trace.flush()
  const values = await meanwhile(
    context.live.ask({ nodeRunId: work.nodeRunId, nodeId: work.node.id, question: { text, fields } }),
  )
  show('running')
  const given = fields.flatMap(({ name, default: value }) => {
    const answered = values[name] ?? value
    return answered === undefined || answered === null ? [] : [[name, answered]]
  })
  return { outputs: Object.fromEntries(given) }
}
