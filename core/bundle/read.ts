import { z } from 'zod'
import { canonicalJson } from '../document/canonical'
import { BundleError, bundleFile, bundleFormat, bundleKind, bundleLimits } from './format'
import { guardJson } from './guard'
import { type Sorted, sortOut } from './sort-out'

export interface ReadBundle extends Sorted {
  readonly title: string
  readonly exportedAt: string | null
  /** As the file says; '' where it does not. */
  readonly hash: string
  /** What `hash` is the SHA-256 of, where nobody changed the file. */
  readonly hashedText: string
  /** Older versions in the file; they are not imported. */
  readonly older: number
}

/**
 * The text of a file as a bundle: what can be imported, and what cannot and why.
 * @throws BundleError with a sentence and a remedy where the whole file is of no use
 */
export function readBundle(text: string): ReadBundle {
  if (text.length > bundleLimits.text) throw tooLarge()
  const parsed = parse(text.replace(/^\uFEFF/, ''))
  guardJson(parsed)
  const file = envelope(parsed)
  if (file.items.length > bundleLimits.items) {
    throw new BundleError(
      `This file holds ${file.items.length} items, more than the ${bundleLimits.items} that are read at once. Export its libraries one by one.`,
    )
  }
  const { title, exportedAt, hash, items, history } = file
  return {
    ...sortOut(items),
    title,
    exportedAt,
    hash,
    hashedText: hashedText({ items, history }),
    older: history.length,
  }
}

export const tooLarge = () =>
  new BundleError(
    'This is larger than the 32 MB that are read at once. Export its libraries one by one, and import them one after the other.',
  )

/** What the hash of a bundle is taken over: all but its title and its date. */
export const hashedText = ({ items, history }: { items: readonly unknown[]; history: readonly unknown[] }) =>
  canonicalJson({ format: bundleFormat, items, history })

function parse(text: string): unknown {
  if (text.trim() === '') throw new BundleError('There is nothing in it. Choose a file that was exported.')
  try {
    return JSON.parse(text)
  } catch {
    throw new BundleError(
      /^\s*[{[]/.test(text) && !/[}\]]\s*$/.test(text)
        ? 'The file ends in the middle: it was cut off on its way. Copy or export it again.'
        : 'This is not a bundle: it is no JSON. Choose a file that was exported as a bundle.',
    )
  }
}

const named = z.looseObject({ kind: z.unknown(), format: z.unknown() })

function envelope(parsed: unknown): z.infer<typeof bundleFile> {
  const head = named.safeParse(parsed).data
  if (head?.kind !== bundleKind) {
    throw new BundleError(
      'This is JSON, but not a bundle of PromptStudio. Choose a file that was exported as a bundle.',
    )
  }
  if (typeof head.format === 'number' && head.format > bundleFormat) {
    throw new BundleError(
      `This bundle has format ${head.format}, and this studio reads formats up to ${bundleFormat}. Update PromptStudio, then import it again.`,
    )
  }
  const file = bundleFile.safeParse(parsed)
  if (!file.success) {
    throw new BundleError('This bundle has no list of items, or its format is unknown. Export it again.')
  }
  return file.data
}
