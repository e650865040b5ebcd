import { create } from 'zustand'
import { persist } from 'zustand/middleware'

interface Layout {
  /** The sidebar folds to a rail where a document needs the width; each way of working remembers its own. */
  folded: { browsing: boolean; writing: boolean }
  fold: (way: 'browsing' | 'writing') => void
  openPlaces: Record<string, boolean>
  setPlaceOpen: (id: string, open: boolean) => void
  theme: ThemeChoice
  /** Whether values are underlined where an answer repeats them. */
  valueMarks: boolean
  setValueMarks: (on: boolean) => void
  setTheme: (theme: ThemeChoice) => void
}

export type ThemeChoice = 'light' | 'dark' | 'system'

export const useLayout = create<Layout>()(
  persist(
    (set) => ({
      folded: { browsing: false, writing: true },
      fold: (way) => set(({ folded }) => ({ folded: { ...folded, [way]: !folded[way] } })),
      openPlaces: {},
      setPlaceOpen: (id, open) => set(({ openPlaces }) => ({ openPlaces: { ...openPlaces, [id]: open } })),
      theme: 'system',
      valueMarks: true,
      setValueMarks: (valueMarks) => set({ valueMarks }),
      setTheme: (theme) => {
        // theme.js reads this key alone, before the first paint.
        localStorage.setItem('theme', theme)
        set({ theme })
        showTheme(theme)
      },
    }),
    { name: 'layout' },
  ),
)

const night = matchMedia('(prefers-color-scheme: dark)')

function showTheme(theme: ThemeChoice): void {
  const dark = theme === 'dark' || (theme === 'system' && night.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

/** From day to night or back, whatever the choice was before. */
export function switchTheme(): void {
  const now = document.documentElement.dataset.theme
  useLayout.getState().setTheme(now === 'dark' ? 'light' : 'dark')
}

/** Follows the system between day and night while the choice is "system". */
export function followSystemTheme(): void {
  night.addEventListener('change', () => showTheme(useLayout.getState().theme))
}
