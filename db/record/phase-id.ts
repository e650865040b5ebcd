import { createHash } from 'node:crypto'

/**
 * The command id of a run's beginning or end. The end has one however it comes about, so that a run which is found
 * dead and then answers after all is finished once.
 */
export function phaseId(executionId: string, phase: 'begin' | 'finish'): string {
  const hex = createHash('sha256').update(`${executionId} ${phase}`).digest('hex')
  // UUID version 8: made by a rule of ours.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
