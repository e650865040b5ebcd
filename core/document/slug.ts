const longest = 60

/** A readable name for addresses and `{% render "slug" %}`: lower-case letters, digits and hyphens; never empty. */
export function slugify(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return [...plain].slice(0, longest).join('').replace(/-+$/, '') || 'untitled'
}

/** The slug itself, or the first of slug-2, slug-3 … that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  for (let number = 2; ; number += 1) {
    const candidate = `${slug}-${number}`
    if (!taken.has(candidate)) return candidate
  }
}
