import type { ProviderKind } from '../../contract/vocabulary'

export interface TokenCount {
  readonly tokens: number
  /** True where the model uses the encoding that we count with; elsewhere the count is an estimate. */
  readonly exact: boolean
}

const o200kModels = /^(chatgpt-4o|gpt-4o|gpt-4\.[15]|gpt-[5-9]|gpt-oss|o[1-9])/

/** Whether o200k_base is the encoding of this model: OpenAI's since GPT-4o. */
export const usesO200k = (kind: ProviderKind, model: string): boolean =>
  kind === 'openai' && o200kModels.test(model)

/** OpenAI's chat format adds three tokens a message and three for the answer's beginning. */
export const withFraming = (counts: readonly number[]): number =>
  counts.reduce((sum, count) => sum + count + 3, 0) + 3
