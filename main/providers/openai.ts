import { streamWithSdk } from './ai-sdk'
import type { Provider } from './provider'

export const openai: Provider = {
  kind: 'openai',
  label: 'OpenAI',
  key: 'required',
  address: 'https://api.openai.com/v1',
  async *stream(call, { address, fetch, key }) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    const connect = createOpenAI({ baseURL: address ?? undefined, fetch, apiKey: key ?? '' })
    // By default OpenAI keeps what the Responses API is sent for thirty days.
    yield* streamWithSdk(connect.responses(call.model), call, { openai: { store: false } })
  },
}
