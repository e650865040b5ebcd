import { parentPort } from 'node:worker_threads'
import { parseTemplate } from '../../core/template/parse'
import { renderDocument } from '../../core/template/render'
import { countTokens } from '../tokens/encoding'
import type { ParsedSummary, Reply, Request, Results, Task } from './protocol'

/**
 * Runs what a hostile template could make slow or large. It holds nothing: ending it at any moment loses nothing.
 * The tokenizer's tables are loaded by the first count, so a worker that renders never carries them.
 */
async function perform(task: Task): Promise<Results[keyof Results]> {
  switch (task.kind) {
    case 'render':
      return renderDocument(task.document, task.values, task.contexts, task.options)
    case 'parse': {
      const { issues, contexts, variables } = parseTemplate(task.document)
      return { issues, contexts, variables } satisfies ParsedSummary
    }
    case 'count':
      return Promise.all(task.texts.map(countTokens))
  }
}

const reply = (message: Reply): void => parentPort?.postMessage(message)

parentPort?.on('message', ({ id, task }: Request) => {
  perform(task).then(
    (result) => reply({ kind: 'done', id, result }),
    (error: unknown) =>
      reply({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) }),
  )
})
reply({ kind: 'ready' })
