import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import { rotate } from './log-rotation'
import { redactSecrets } from './secrets/redact'

/** The studio's own log: local, capped by rotation at start, and without keys. */
export interface Log {
  info(sentence: string, data?: Record<string, unknown>): void
  warn(sentence: string, data?: Record<string, unknown>): void
  error(sentence: string, error: unknown, data?: Record<string, unknown>): void
}

/** Writes `DATA/log/studio.log`, synchronously: the last line before a crash is the one that matters. */
export function openLog(data: string): Log {
  const folder = join(data, 'log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'studio.log')
  rotate(file)
  const logger = pino({ base: null }, pino.destination({ dest: file, sync: true, mode: 0o600 }))
  const clean = (record: Record<string, unknown> | undefined) =>
    record ? { data: redactSecrets(JSON.stringify(record)) } : {}
  return {
    info: (sentence, record) => logger.info(clean(record), redactSecrets(sentence)),
    warn: (sentence, record) => logger.warn(clean(record), redactSecrets(sentence)),
    error: (sentence, error, record) =>
      logger.error({ ...clean(record), error: redactSecrets(storyOf(error)) }, redactSecrets(sentence)),
  }
}

function storyOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\ncaused by ${storyOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
