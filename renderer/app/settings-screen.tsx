import { Connections, KeyStore } from '../features/providers'
import { Backups } from '../features/vault'
import { Segmented } from '../ui/segmented'
import { Switch } from '../ui/switch'
import { type ThemeChoice, useLayout } from './layout'

const themes: { value: ThemeChoice; label: string }[] = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'As the system' },
]

/** One page, in ruled sections: where models come from, where keys live, how it looks, how it is kept. */
export function SettingsScreen() {
  const theme = useLayout((layout) => layout.theme)
  const setTheme = useLayout((layout) => layout.setTheme)
  const valueMarks = useLayout((layout) => layout.valueMarks)
  const setValueMarks = useLayout((layout) => layout.setValueMarks)
  return (
    <div className="min-w-0 flex-1 overflow-auto">
      <div className="mx-auto max-w-[880px] space-y-9 px-6 py-8">
        <h1 className="text-head font-strong tracking-(--track-head)">Settings</h1>
        <Connections />
        <KeyStore />
        <section aria-labelledby="look-title">
          <h2 id="look-title" className="border-b border-line-strong pb-1.5 text-title font-strong">
            Look
          </h2>
          <div className="flex items-center justify-between py-3">
            <span>Theme</span>
            <Segmented label="Theme" value={theme} options={themes} onChange={setTheme} />
          </div>
          <div className="flex items-center justify-between border-t border-line py-3">
            <span>Underline in answers what came from the values</span>
            <Switch
              label="Underline in answers what came from the values"
              checked={valueMarks}
              onChange={setValueMarks}
            />
          </div>
        </section>
        <Backups />
      </div>
    </div>
  )
}
