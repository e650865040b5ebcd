/** English, and English as a test sees it: longer, accented, in brackets. */
const languages = ['en', 'en-XA'] as const
export type Language = (typeof languages)[number]

/** How numbers and dates are written; English here keeps the day before the month. */
export const intlLocale: Record<Language, string> = { en: 'en-GB', 'en-XA': 'en-GB' }

const isLanguage = (name: string | null): name is Language => languages.some((each) => each === name)

/** `?locale=pseudo` in the address, else what was chosen in Settings, else English. */
export function chosenLanguage(): Language {
  if (typeof window === 'undefined') return 'en'
  if (new URLSearchParams(window.location.search).get('locale') === 'pseudo') return 'en-XA'
  const kept = window.localStorage.getItem('language')
  return isLanguage(kept) ? kept : 'en'
}
