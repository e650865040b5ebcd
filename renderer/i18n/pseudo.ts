/** The English strings as another language might be: accented, a third longer, in brackets. Shows what was forgotten. */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const accented = 'áƀçđéƒğĥíĵķłɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶŁṀÑÓƤɊŔŠŢÚṼŴẊÝŽ'
const signs = new Map([...plain].map((letter, at) => [letter, [...accented][at] ?? letter]))

/** What stands in for a value or an element must stay as it is. */
const placeholder = /(\{\{[^}]*\}\}|<\w+\/>)/

const accent = (text: string): string => [...text].map((letter) => signs.get(letter) ?? letter).join('')

/** Dots in groups of five: longer by a third, and still able to wrap. */
function filling(text: string): string {
  const letters = text.replace(new RegExp(placeholder, 'g'), '').length
  const dots = '·'.repeat(Math.ceil(letters * 0.35))
  return dots.replace(/(.{5})(?=.)/g, '$1 ')
}

export function pseudo(text: string): string {
  const body = text
    .split(placeholder)
    .map((part, at) => (at % 2 === 0 ? accent(part) : part))
    .join('')
  return `[${body}${filling(text)}]`
}

type Strings = { readonly [key: string]: string | Strings }

export const pseudoStrings = (strings: Strings): Strings =>
  Object.fromEntries(
    Object.entries(strings).map(([key, value]) => [
      key,
      typeof value === 'string' ? pseudo(value) : pseudoStrings(value),
    ]),
  )
