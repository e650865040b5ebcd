import type { ProviderKind } from '../../contract/vocabulary'
import { anthropic } from './anthropic'
import { google } from './google'
import { openai } from './openai'
import { openaiCompatible } from './openai-compatible'
import type { Provider } from './provider'
import { simulator } from './simulator'

/** Every provider the studio knows. A new one is an adapter file, a line here, and its kind in the vocabulary. */
export const providers: Readonly<Record<ProviderKind, Provider>> = {
  simulator,
  openai,
  anthropic,
  google,
  openai_compatible: openaiCompatible,
}
