import type { GptEncoding } from 'gpt-tokenizer/GptEncoding'

type Encoding = Pick<GptEncoding, 'countTokens'>
let loading: Promise<Encoding> | undefined

/** o200k_base, loaded once: a megabyte of tables that only counting needs. */
function load(): Promise<Encoding> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then((module) => module.default)
  return loading
}

/** Tokens of a text; what looks like a special token is counted as the text it is. */
export async function countTokens(text: string): Promise<number> {
  const encoding = await load()
  return encoding.countTokens(text, { disallowedSpecial: new Set() })
}
