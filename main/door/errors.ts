import { randomBytes } from 'node:crypto'
import { mapEventIterator, ORPCError } from '@orpc/client'
import { ValidationError } from '@orpc/contract'
import { errors } from '../../contract/common'
import { failure } from '../failure'

/** Takes what a handler threw and nobody foresaw; the id is what the user sees. The host writes it to its log. */
export type Report = (error: unknown, reportId: string) => void

interface Call {
  readonly signal?: AbortSignal | undefined
  next(): Promise<unknown>
}

/**
 * An oRPC client interceptor: what leaves a door is an error of the contract or INTERNAL with a report id. Messages,
 * stacks and paths of anything else stay on the host. Errors in the middle of a stream are shaped too.
 */
export function shapeErrors(report: Report) {
  return async ({ next, signal }: Call) => {
    const shape = (error: unknown) => (signal?.aborted ? error : shaped(error, report))
    try {
      const output = await next()
      if (!isStream(output)) return output
      return mapEventIterator(output, {
        value: async (value) => value,
        error: async (error) => shape(error),
      })
    } catch (error) {
      throw shape(error)
    }
  }
}

function shaped(error: unknown, report: Report): ORPCError<string, unknown> {
  if (error instanceof ORPCError) {
    if (Object.hasOwn(errors, error.code)) return error
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) return invalid(error.cause)
  }
  const reportId = randomBytes(4).toString('hex')
  report(error, reportId)
  const sentence = `Something failed inside the studio. Try again; if it stays, the log names it under ${reportId}.`
  return failure('INTERNAL', sentence, { reportId })
}

function invalid(error: ValidationError): ORPCError<string, unknown> {
  const issues = error.issues.slice(0, 20).map(({ path, message }) => ({
    path: (path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
    message,
  }))
  const first = issues[0]
  const sentence = first?.path
    ? `Change ${first.path}: ${first.message}`
    : (first?.message ?? 'Change the input.')
  return failure('INVALID', sentence, { issues })
}

function isStream(output: unknown): output is AsyncIterator<unknown> & AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output
}
