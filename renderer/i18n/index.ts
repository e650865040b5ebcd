import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en'
import type { TextKey, ValuesOf } from './keys'
import { chosenLanguage, intlLocale, type Language } from './language'
import { pseudoStrings } from './pseudo'

export type { TextKey } from './keys'
export type { Language } from './language'

const i18n = i18next.createInstance()

void i18n.use(initReactI18next).init({
  lng: chosenLanguage(),
  fallbackLng: 'en',
  resources: { en: { translation: en }, 'en-XA': { translation: pseudoStrings(en) } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
})
showLanguage()

function showLanguage(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language()
}

function language(): Language {
  return i18n.language === 'en-XA' ? 'en-XA' : 'en'
}

/** The locale for Intl in the chosen language. */
export const locale = (): string => intlLocale[language()]

/**
 * A string of the screens in the chosen language. A wrong key or a missing value does not compile.
 * Ask for it while drawing, never in a constant of the module: the language may change.
 */
export function t<K extends TextKey>(key: K, ...[values]: ValuesOf<K>): string {
  const given: { count?: number } = values ?? {}
  return i18n.t(key, given.count === undefined ? given : { ...given, n: count(given.count) })
}

const kept = new Map<string, Intl.NumberFormat>()

function numbers(name: string): Intl.NumberFormat {
  const known = kept.get(name) ?? new Intl.NumberFormat(name, { maximumFractionDigits: 0 })
  kept.set(name, known)
  return known
}

/** 399,976; from 100,000 on in thousands, 104 k, with the full number for a tooltip. */
export function count(value: number): string {
  const whole = numbers(locale())
  if (value < 100_000) return whole.format(value)
  if (value < 10_000_000) return `${whole.format(value / 1000)} k`
  return `${whole.format(value / 1_000_000)} M`
}

/** The language as a component sees it; the window is drawn anew when it changes. */
export const useLanguage = (): Language => {
  useTranslation(undefined, { i18n })
  return language()
}

export async function setLanguage(next: Language): Promise<void> {
  await i18n.changeLanguage(next)
  showLanguage()
}
