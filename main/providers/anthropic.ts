import { streamWithSdk } from './ai-sdk'
import type { Provider } from './provider'

export const anthropic: Provider = {
  kind: 'anthropic',
  label: 'Anthropic',
  key: 'required',
  address: 'https://api.anthropic.com/v1',
  async *stream(call, { address, fetch, key }) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    const connect = createAnthropic({ baseURL: address ?? undefined, fetch, apiKey: key ?? '' })
    yield* streamWithSdk(connect(call.model), call)
  },
}
