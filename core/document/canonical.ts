import { canonicalize } from 'json-canonicalize'

const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** The text as PostgreSQL can hold it: without U+0000, half surrogate pairs replaced by U+FFFD. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').replace(loneSurrogate, '\uFFFD')
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A copy that jsonb can hold and that JSON round-trips: texts storable, absent (undefined) keys left out. */
export function storable(value: unknown): Json {
  if (typeof value === 'string') return storableText(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(storable)
  return typeof value === 'object' && value !== null ? storableObject(value) : null
}

/** The same for an object, so that it is known to be one. */
export function storableObject(value: object): { readonly [key: string]: Json } {
  const kept: Record<string, Json> = {}
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue
    // Not assignment: the key "__proto__" of somebody's JSON must stay a key.
    Object.defineProperty(kept, storableText(key), {
      value: storable(inner),
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return kept
}

/**
 * One spelling for equal JSON (RFC 8785: keys sorted, no spaces): what content hashes are taken over.
 * @param value JSON as `storable` returns it.
 */
export function canonicalJson(value: unknown): string {
  return canonicalize(value)
}
