import { NetError } from '../net/errors'
import { redactSecrets } from '../secrets/redact'
import { SecretsError } from '../secrets/secrets'
import type { CallFailure, CallStatus } from './provider'

export interface Ended {
  readonly status: CallStatus
  readonly failure: CallFailure | null
}

/** An ending that an adapter knows by itself. */
export class CallError extends Error {
  override readonly name = 'CallError'
  constructor(readonly end: Ended) {
    super(end.failure?.sentence)
  }
}

interface Circumstances {
  /** The provider's name, as it begins a sentence. */
  readonly label: string
  readonly model: string
  readonly signal?: AbortSignal
  /** Whether a part of the answer had come. */
  readonly hadText: boolean
}

/** What an error means for the run: its status, what happened, what to do. Never holds a key, header or prompt. */
export function failureOf(error: unknown, around: Circumstances): Ended {
  if (around.signal?.aborted) return stopped(around.signal)
  const chain = causes(error)
  for (const each of chain) {
    if (each instanceof CallError) return each.end
    if (each instanceof SecretsError) return ended('unauthorized', `key_${each.code}`, each.message, '')
    if (each instanceof NetError) return fromNet(each, around)
  }
  const answered = chain.find(isApiError)
  if (answered) return softened(fromAnswer(answered, around), around)
  const told = providerMessage(error)
  if (/ended without a finish reason/i.test(told)) return softened(brokenOff(around.label), around)
  const sentence = `${around.label} reported a failure${told ? `: ${told}` : '.'}`
  return softened(ended('failed', 'provider_error', sentence, 'Try again.'), around)
}

export function ended(
  status: CallStatus,
  code: string,
  sentence: string,
  remedy: string,
  waitSeconds: number | null = null,
): Ended {
  return { status, failure: { code, sentence, remedy, waitSeconds } }
}

function stopped(signal: AbortSignal): Ended {
  const reason: unknown = signal.reason
  if (reason instanceof Error && reason.name === 'TimeoutError') {
    return ended(
      'timeout',
      'time_limit',
      'The run passed its time limit and was ended.',
      'Raise the limit, or ask for a shorter answer.',
    )
  }
  return ended('cancelled', 'cancelled', 'The run was stopped.', 'What came before is kept.')
}

function fromNet(error: NetError, around: Circumstances): Ended {
  if (error.code === 'timeout') return ended('timeout', 'timeout', error.sentence, error.remedy)
  if (error.code === 'key') return ended('unauthorized', 'key', error.sentence, error.remedy)
  return softened(ended('failed', error.code, error.sentence, error.remedy), around)
}

/** A failure in the middle of an answer leaves something worth keeping. */
const softened = (end: Ended, { hadText }: Circumstances): Ended =>
  hadText && end.status === 'failed' ? { ...end, status: 'partial_success' } : end

export const brokenOff = (label: string): Ended =>
  ended('failed', 'closed', `${label} broke off before the answer was whole.`, 'Run it again for the rest.')

/** The AI SDK's error for an answer with a status that is not 2xx, by its shape: the SDK is loaded late. */
interface ApiError {
  readonly statusCode: number
  readonly responseHeaders?: Readonly<Record<string, string>>
  readonly responseBody?: string
}

const isApiError = (error: unknown): error is Error & ApiError =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'

function fromAnswer(error: Error & ApiError, around: Circumstances): Ended {
  const { label, model } = around
  const { statusCode } = error
  const body = `${error.message} ${error.responseBody ?? ''}`
  const told = redactSecrets(tidy(error.message))
  if (statusCode === 401 || statusCode === 403) {
    return ended(
      'unauthorized',
      'unauthorized',
      `${label} did not accept the key: ${told}`,
      'Enter the key again in the connection’s settings.',
    )
  }
  if (/insufficient_quota|billing|credit balance/i.test(body)) {
    return ended(
      'failed',
      'quota',
      `The account at ${label} has no credit left.`,
      'Add credit there, or choose another connection.',
    )
  }
  if (statusCode === 429) return rateLimited(label, error.responseHeaders ?? {})
  if (
    /context[_ ](?:length|window)|prompt is too long|too many tokens|maximum context|input token count/i.test(
      body,
    )
  ) {
    return ended(
      'failed',
      'context_too_long',
      `The prompt is longer than ${model} can read: ${told}`,
      'Shorten it, or choose a model with a larger context.',
    )
  }
  if (statusCode === 404) {
    return ended(
      'failed',
      'not_found',
      `${label} does not know ${model} at this address: ${told}`,
      'Check the model’s name and the address of the connection.',
    )
  }
  if (statusCode === 408 || statusCode === 504) {
    return ended(
      'timeout',
      'timeout',
      `${label} took too long to answer.`,
      'Try again, or ask for a shorter answer.',
    )
  }
  if (statusCode >= 500) {
    return ended(
      'failed',
      statusCode === 529 ? 'overloaded' : 'provider_error',
      `${label} has a problem of its own (${statusCode}): ${told}`,
      'Try again in a minute.',
    )
  }
  return ended(
    'failed',
    'refused',
    `${label} refused the request (${statusCode}): ${told}`,
    'Check the settings of the template.',
  )
}

function rateLimited(label: string, headers: Readonly<Record<string, string>>): Ended {
  const wait = waitSeconds(headers)
  const sentence = wait === null ? `${label} asks to wait.` : `${label} asks to wait ${wait} s.`
  return ended(
    'rate_limited',
    'rate_limited',
    sentence,
    'Run it again after that, or send fewer runs at once.',
    wait,
  )
}

/** Retry-After in seconds or as a date, or its variant in milliseconds; at most a day is believed. */
export function waitSeconds(headers: Readonly<Record<string, string>>, now = Date.now()): number | null {
  const milliseconds = Number(headers['retry-after-ms'] ?? Number.NaN)
  const after = headers['retry-after']
  const seconds = Number.isFinite(milliseconds)
    ? milliseconds / 1000
    : after === undefined
      ? Number.NaN
      : /^\d+(\.\d+)?$/.test(after)
        ? Number(after)
        : (Date.parse(after) - now) / 1000
  return Number.isFinite(seconds) ? Math.min(86_400, Math.max(0, Math.ceil(seconds))) : null
}

function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let each: unknown = error; each !== undefined && each !== null && chain.length < 8; ) {
    chain.push(each)
    each = typeof each === 'object' && 'cause' in each ? each.cause : undefined
  }
  return chain
}

/** Errors inside a stream come as plain objects in each provider's own shape. */
function providerMessage(error: unknown): string {
  if (error instanceof Error) return redactSecrets(tidy(error.message))
  const text = /"message"\s*:\s*"((?:[^"\\]|\\.){1,300})/.exec(JSON.stringify(error) ?? '')?.[1]
  return redactSecrets(tidy(text ?? (typeof error === 'string' ? error : '')))
}

const tidy = (message: string): string => {
  const line = message.replace(/\s+/g, ' ').trim()
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}
