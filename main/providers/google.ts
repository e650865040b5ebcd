import { streamWithSdk } from './ai-sdk'
import type { Provider } from './provider'

export const google: Provider = {
  kind: 'google',
  label: 'Google',
  key: 'required',
  address: 'https://generativelanguage.googleapis.com/v1beta',
  async *stream(call, { address, fetch, key }) {
    const { createGoogleGenerativeAI } = await import('@ai-sdk/google')
    const connect = createGoogleGenerativeAI({ baseURL: address ?? undefined, fetch, apiKey: key ?? '' })
    yield* streamWithSdk(connect(call.model), call)
  },
}
