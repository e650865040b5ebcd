import type { FileRef } from '../../contract/file'
import type { Variable } from '../../contract/template'

/** The file or picture that a value stands for; null where it stands for none. */
export const fileOf = (value: unknown): FileRef | null => (isFile(value) ? value : null)

/** As the contract's `fileRef` says it; written out, since the screens carry no schemas. */
function isFile(value: unknown): value is FileRef {
  if (typeof value !== 'object' || value === null) return false
  const { hash, name, mediaType, size }: Partial<Record<keyof FileRef, unknown>> = value
  return (
    typeof hash === 'string' &&
    /^[0-9a-f]{64}$/.test(hash) &&
    typeof name === 'string' &&
    name.trim().length > 0 &&
    name.length <= 200 &&
    typeof mediaType === 'string' &&
    /^[a-z]+\/[a-z0-9.+-]{1,100}$/.test(mediaType) &&
    typeof size === 'number' &&
    Number.isInteger(size) &&
    size > 0
  )
}

/** The files among the values of variables that are filled with files, by the variable's name. */
export function filesAmong(
  variables: readonly Variable[],
  values: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, FileRef> {
  return new Map(
    variables
      .filter(({ type }) => type === 'file' || type === 'image')
      .flatMap(({ name }) => {
        const file = fileOf(Object.hasOwn(values, name) ? values[name] : undefined)
        return file ? [[name, file] as const] : []
      }),
  )
}

/** A file as a template sees it: its name where it is written out, and `{{ photo.size }}` for what else is known. */
export const inText = (file: FileRef): object => Object.assign(Object.create(byName), file)

const byName = {
  toString(this: FileRef): string {
    return this.name
  },
}
