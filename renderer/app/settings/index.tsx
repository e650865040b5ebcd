import type { ReactNode } from 'react'
import { Connections, KeyStore, Prices } from '../../features/providers'
import { Backups } from '../../features/vault'
import { t } from '../../i18n'
import { Shortcuts } from '../shortcuts'
import { About } from './about'
import { Look } from './look'
import { Privacy } from './privacy'
import { StorageSection } from './storage'

const sections = [
  { key: 'models', body: () => <Connections /> },
  { key: 'prices', body: () => <Prices /> },
  { key: 'keys', body: () => <KeyStore /> },
  { key: 'look', body: () => <Look /> },
  { key: 'shortcuts', body: () => <Shortcuts /> },
  { key: 'backups', body: () => <Backups /> },
  { key: 'storage', body: () => <StorageSection /> },
  { key: 'privacy', body: () => <Privacy /> },
  { key: 'about', body: () => <About /> },
] as const satisfies readonly { key: string; body: () => ReactNode }[]

const placeOf = (key: string) => `settings-${key}`

/** One page, in ruled sections: where models come from, where keys live, how it looks, how it is kept, what it is. */
export function SettingsScreen() {
  return (
    <div className="min-w-0 flex-1 overflow-auto">
      <div className="mx-auto flex max-w-[1080px] gap-10 px-6 py-8">
        <nav
          aria-label={t('settings.sections')}
          className="sticky top-8 hidden w-36 shrink-0 flex-col gap-0.5 self-start pt-12 @min-[900px]:flex"
        >
          {sections.map(({ key }) => (
            <button
              key={key}
              type="button"
              onClick={() => document.getElementById(placeOf(key))?.scrollIntoView()}
              className="h-(--h-tree) rounded-control px-2 text-left text-ink-2 hover:bg-hover hover:text-ink"
            >
              {t(`settings.section.${key}`)}
            </button>
          ))}
        </nav>
        <div className="max-w-[880px] min-w-0 flex-1 space-y-9">
          <h1 className="text-head font-strong tracking-(--track-head)">{t('settings.title')}</h1>
          {sections.map(({ key, body }) => (
            <div key={key} id={placeOf(key)} className="scroll-mt-6">
              {body()}
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
