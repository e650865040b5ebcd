import type { z } from 'zod'
import type { WorkflowNode } from '../../../../contract/workflow'
import { NodeFailure } from '../node-failure'

/** A node's settings as its rule's schema reads them. @throws NodeFailure where they cannot be read */
export function settingsOf<S extends z.ZodType>(schema: S, { settings }: WorkflowNode): z.output<S> {
  const read = schema.safeParse(settings)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new NodeFailure(
    'settings',
    `The setting "${issue?.path.join('.') ?? ''}" cannot be read. Set it anew on the canvas.`,
  )
}
