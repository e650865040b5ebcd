/** English, and English as a test sees it: longer, accented, in brackets. */
const languages = ['en', 'en-XA'] as const
export type Language = (typeof languages)[number]

/** How numbers and dates are written; English here keeps the day before the month. */
export const intlLocale: Record<Language, string> = { en: 'en-GB', 'en-XA': 'en-GB' }

export const isLanguage = (name: string | null | undefined): name is Language =>
  languages.some((each) => each === name)

/** What Settings offers; the one for tests only where it is in use already. */
export const offeredLanguages = (now: Language): readonly Language[] =>
  languages.filter((each) => each !== 'en-XA' || each === now)

/** `?locale=pseudo` in the address, else what was chosen in Settings, else English. */
export function chosenLanguage(): Language {
  if (typeof window === 'undefined') return 'en'
  if (new URLSearchParams(window.location.search).get('locale') === 'pseudo') return 'en-XA'
  // Kept by Settings for the first paint.
  const kept = window.localStorage.getItem('language')
  return isLanguage(kept) ? kept : 'en'
}
