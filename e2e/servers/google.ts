import { type Behaviour, piecesOf, type Refusal, usage } from './behaviour'
import type { Line } from './openai'

export const googleRefusal = ({ status, message, type }: Refusal): unknown => ({
  error: { code: status, message, status: type },
})

/** POST /v1beta/models/{model}:streamGenerateContent?alt=sse */
export function* generateContent(behaviour: Behaviour): Generator<Line> {
  const chunk = (parts: unknown[], finishReason?: string): Line => ({
    data: {
      candidates: [
        { index: 0, content: { role: 'model', parts }, ...(finishReason ? { finishReason } : {}) },
      ],
      usageMetadata: {
        promptTokenCount: usage.input,
        candidatesTokenCount: usage.output - (behaviour === 'reasoning' ? usage.reasoning : 0),
        totalTokenCount: usage.input + usage.output,
        ...(behaviour === 'cached' ? { cachedContentTokenCount: usage.cached } : {}),
        ...(behaviour === 'reasoning' ? { thoughtsTokenCount: usage.reasoning } : {}),
      },
    },
    piece: true,
  })
  if (behaviour === 'reasoning') yield chunk([{ text: 'Let me think.', thought: true }])
  if (behaviour === 'tool') {
    yield chunk([{ functionCall: { name: 'get_weather', args: { city: 'Oslo' } } }], 'STOP')
    return
  }
  for (const text of piecesOf(behaviour)) yield chunk([{ text }])
  if (behaviour === 'stream-error') {
    yield { data: { error: { code: 500, message: 'The engine failed.', status: 'INTERNAL' } } }
    return
  }
  if (behaviour !== 'end-early') yield chunk([{ text: '' }], behaviour === 'length' ? 'MAX_TOKENS' : 'STOP')
}
