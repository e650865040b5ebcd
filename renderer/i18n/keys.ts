import type { en } from './en'

/** Every path to a string: `library.emptyTitle`. */
type Paths<T, At extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${At}${K}` : Paths<T[K], `${At}${K}.`>
}[keyof T & string]

type StringAt<T, Path> = Path extends keyof T
  ? T[Path]
  : Path extends `${infer Head}.${infer Rest}`
    ? Head extends keyof T
      ? StringAt<T[Head], Rest>
      : never
    : never

type Written = Paths<typeof en>

/** What `t` takes; a plural is named without its form. */
export type TextKey = Written extends infer K
  ? K extends `${infer Base}_${'one' | 'other'}`
    ? Base
    : K
  : never

type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never

/** `n` is the count as it is written; it comes by itself. */
type Values<K extends string> = `${K}_other` extends Written
  ? { count: number } & Record<Exclude<Names<StringAt<typeof en, `${K}_other`>>, 'n'>, string | number>
  : Record<Names<StringAt<typeof en, K>>, string | number>

/** The values a string asks for; nothing where it asks for none. */
export type ValuesOf<K extends string> = keyof Values<K> extends never ? [] : [values: Values<K>]
