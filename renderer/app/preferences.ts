import { create } from 'zustand'
import type { Preferences } from '../../contract/preferences'
import type { LibraryColumn } from '../../contract/vocabulary'
import { type Language, setLanguage } from '../i18n'
import { chosenLanguage, isLanguage } from '../i18n/language'

/** What this account chose for itself. The host keeps it; the page keeps what the first paint needs. */
interface Chosen {
  readonly theme: ThemeChoice
  readonly density: Density
  readonly language: Language
  readonly valueMarks: boolean
  readonly welcomed: boolean
  readonly shortcuts: Readonly<Record<string, string | null>>
  readonly libraryColumns: readonly LibraryColumn[]
  readonly librarySort: NonNullable<Preferences['librarySort']>
}

export type ThemeChoice = NonNullable<Preferences['theme']>
export type Density = NonNullable<Preferences['density']>

const defaults: Chosen = {
  theme: 'system',
  density: 'compact',
  language: 'en',
  valueMarks: true,
  welcomed: false,
  shortcuts: {},
  libraryColumns: ['status', 'tags', 'versions', 'runs', 'cost', 'rating', 'used'],
  librarySort: 'updated',
}

export const usualColumns = defaults.libraryColumns

export const usePreferences = create<Chosen>(() => ({ ...defaults, theme: paintedTheme() }))

/** Sends a change to the host; the shell gives it one. */
let send: (changes: Preferences) => void = () => {}

export function keepPreferencesWith(how: (changes: Preferences) => void): void {
  send = how
}

/** Changes a choice at once, here and at the host. */
export function prefer(changes: Partial<Chosen>): void {
  usePreferences.setState(changes)
  show(usePreferences.getState())
  const { shortcuts, libraryColumns, ...plain } = changes
  send({
    ...plain,
    ...(shortcuts ? { shortcuts: { ...shortcuts } } : {}),
    ...(libraryColumns ? { libraryColumns: [...libraryColumns] } : {}),
  })
}

/** What the host keeps, after a start or when another window changed it. */
export function takePreferences(kept: Preferences): void {
  const { theme, density, language, valueMarks, welcomed, shortcuts, libraryColumns, librarySort } = kept
  usePreferences.setState({
    theme: theme ?? defaults.theme,
    density: density ?? defaults.density,
    language: isLanguage(language) ? language : defaults.language,
    valueMarks: valueMarks ?? defaults.valueMarks,
    welcomed: welcomed ?? defaults.welcomed,
    shortcuts: shortcuts ?? defaults.shortcuts,
    libraryColumns: libraryColumns ?? defaults.libraryColumns,
    librarySort: librarySort ?? defaults.librarySort,
  })
  show(usePreferences.getState())
}

function paintedTheme(): ThemeChoice {
  const kept = localStorage.getItem('theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

const night = matchMedia('(prefers-color-scheme: dark)')

function show({ theme, density, language }: Chosen): void {
  // theme.js reads this key alone, before the first paint.
  localStorage.setItem('theme', theme)
  const dark = theme === 'dark' || (theme === 'system' && night.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
  document.documentElement.dataset.density = density
  localStorage.setItem('language', language)
  // An address may ask for another one.
  if (chosenLanguage() === language) void setLanguage(language)
}

/** From day to night or back, whatever the choice was before. */
export function switchTheme(): void {
  prefer({ theme: document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark' })
}

/** Follows the system between day and night while the choice is "system". */
export function followSystemTheme(): void {
  night.addEventListener('change', () => show(usePreferences.getState()))
}
