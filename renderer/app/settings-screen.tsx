import { Connections, KeyStore, Prices } from '../features/providers'
import { Backups } from '../features/vault'
import { t } from '../i18n'
import { Segmented } from '../ui/segmented'
import { Switch } from '../ui/switch'
import { prefer, type ThemeChoice, usePreferences } from './preferences'
import { Shortcuts } from './shortcuts'

const themes: readonly ThemeChoice[] = ['light', 'dark', 'system']

/** One page, in ruled sections: where models come from, where keys live, how it looks, how it is kept. */
export function SettingsScreen() {
  const { theme, valueMarks } = usePreferences()
  return (
    <div className="min-w-0 flex-1 overflow-auto">
      <div className="mx-auto max-w-[880px] space-y-9 px-6 py-8">
        <h1 className="text-head font-strong tracking-(--track-head)">{t('settings.title')}</h1>
        <Connections />
        <Prices />
        <KeyStore />
        <section aria-labelledby="look-title">
          <h2 id="look-title" className="border-b border-line-strong pb-1.5 text-title font-strong">
            {t('settings.look')}
          </h2>
          <div className="flex items-center justify-between py-3">
            <span>{t('settings.theme')}</span>
            <Segmented
              label={t('settings.theme')}
              value={theme}
              options={themes.map((each) => ({ value: each, label: t(`settings.${each}`) }))}
              onChange={(next) => prefer({ theme: next })}
            />
          </div>
          <div className="flex items-center justify-between border-t border-line py-3">
            <span>{t('settings.valueMarks')}</span>
            <Switch
              label={t('settings.valueMarks')}
              checked={valueMarks}
              onChange={(on) => prefer({ valueMarks: on })}
            />
          </div>
        </section>
        <Shortcuts />
        <Backups />
      </div>
    </div>
  )
}
