import type { ConnectionLimits } from '../../../contract/provider'
import type { ProviderKind } from '../../../contract/vocabulary'

interface Addable {
  kind: ProviderKind
  models: string[]
  address: string
}

/** What can be added, with models to begin with; any other name can be written. */
export const addable: readonly Addable[] = [
  { kind: 'openai', models: ['gpt-5.4', 'gpt-5-mini'], address: '' },
  { kind: 'anthropic', models: ['claude-sonnet-4-5', 'claude-haiku-4-5'], address: '' },
  { kind: 'google', models: ['gemini-2.5-pro', 'gemini-2.5-flash'], address: '' },
  { kind: 'openai_compatible', models: [], address: 'http://127.0.0.1:11434/v1' },
]

/** What a new connection is asked at most: nothing is held back until somebody says so. */
export const plainLimits: ConnectionLimits = { atOnce: null, perMinute: null, timeout: 600, retries: 2 }
