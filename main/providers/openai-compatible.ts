import { streamWithSdk } from './ai-sdk'
import type { Provider } from './provider'

/** Ollama, vLLM, LM Studio, OpenRouter and everything else that speaks chat completions. */
export const openaiCompatible: Provider = {
  kind: 'openai_compatible',
  label: 'The server',
  key: 'optional',
  address: null,
  async *stream(call, { address, fetch, key }) {
    const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
    const connect = createOpenAICompatible({
      name: 'server',
      baseURL: address ?? '',
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: true,
      ...(key ? { apiKey: key } : {}),
    })
    yield* streamWithSdk(connect(call.model), call)
  },
}
