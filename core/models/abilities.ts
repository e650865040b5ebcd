import type { ProviderKind } from '../../contract/vocabulary'

/** What a model reads besides text. */
export interface Abilities {
  readonly images: boolean
  /** Files that are no text, such as PDF; text files go to every model as text. */
  readonly files: boolean
}

const nothing: Abilities = { images: false, files: false }
const both: Abilities = { images: true, files: true }

/** OpenAI's models since GPT-4o see; the ones for speech, search and embeddings do not. */
const openaiSees = /^(?:chatgpt-4o|gpt-4o|gpt-4\.[15]|gpt-4-turbo|gpt-[5-9]|o[13-9])/
const openaiBlind = /(?:audio|realtime|transcribe|tts|search|embedding|o1-mini|o3-mini)/
/** Names that makers of open models use for those that see. */
const opensSees =
  /(?:vision|llava|pixtral|moondream|bakllava|-vl\b|vl-|vl:|gemma-?3|llama-?4|gpt-4o|minicpm-v|image)/i

/** By the model's name: no provider tells it in a way that can be asked. */
export function abilitiesOf(kind: ProviderKind, model: string): Abilities {
  switch (kind) {
    case 'simulator':
      return model === 'sim-large' ? both : nothing
    case 'openai':
      return openaiSees.test(model) && !openaiBlind.test(model) ? both : seesByName(model)
    case 'anthropic':
      return /^claude-(?:instant|2)/.test(model) ? nothing : both
    case 'google':
      return /^gemini/.test(model) ? both : seesByName(model)
    case 'openai_compatible':
      return seesByName(model)
  }
}

const seesByName = (model: string): Abilities => ({ images: opensSees.test(model), files: false })

/** Files whose bytes are text: they become a part of the message's text. */
export const isTextFile = (mediaType: string): boolean =>
  mediaType.startsWith('text/') || /^application\/(?:json|xml|yaml|x-yaml|javascript|sql)$/.test(mediaType)

const pictures = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** What can be attached at all. */
export const isTaken = (mediaType: string): boolean =>
  pictures.includes(mediaType) || mediaType === 'application/pdf' || isTextFile(mediaType)

/** Why these files cannot go to this model, with the remedy; null where they can. */
export function refusalOfFiles(
  kind: ProviderKind,
  model: string,
  files: readonly { readonly name: string; readonly mediaType: string }[],
): string | null {
  const { images, files: documents } = abilitiesOf(kind, model)
  for (const { name, mediaType } of files) {
    if (isTextFile(mediaType)) continue
    const picture = mediaType.startsWith('image/')
    if (picture ? images : documents) continue
    return `${model} reads no ${picture ? 'pictures' : 'files of this kind'}. Remove ${name}, or choose a model that does.`
  }
  return null
}
