import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore, FileInput, LibraryBig } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useState } from 'react'
import { runCommand } from '../../app/commands'
import { go } from '../../app/location'
import { prefer, type ThemeChoice, usePreferences } from '../../app/preferences'
import { openItem } from '../../app/split'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Rich } from '../../ui/rich'
import { Select } from '../../ui/select'

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark']
const library = 'library'

/** The first steps are a template: a sentence with blanks that are filled already. Enter accepts it all. */
export function FirstRun() {
  const { queries } = useStudio()
  const theme = usePreferences((chosen) => chosen.theme)
  const templates = useQuery(
    queries.entity.list.queryOptions({
      input: { types: ['template'], deep: true, sort: 'title', limit: 200 },
    }),
  )
  const [models, setModels] = useState<'simulator' | 'own'>('simulator')
  const [first, setFirst] = useState<string | null>(null)
  // Seen once; the palette brings it back.
  useEffect(() => prefer({ welcomed: true }), [])
  const items = templates.data?.items ?? []
  const preferred = items.find(({ slug }) => slug === 'declined-claim') ?? items[0]
  const chosen = first ?? preferred?.id ?? library
  const start = (event: FormEvent) => {
    event.preventDefault()
    if (models === 'own') return go({ at: 'settings' })
    const item = items.find(({ id }) => id === chosen)
    if (!item) return go({ at: 'library', placeId: null })
    openItem({ id: item.id, title: item.title, form: item.form ?? 'text', preview: false })
  }
  return (
    <section aria-label={t('firstRun.title')} className="min-w-0 flex-1 overflow-auto">
      <form onSubmit={start} className="mx-auto max-w-[1000px] px-6 pt-[10vh] pb-10">
        <h1 className="sr-only">{t('firstRun.title')}</h1>
        <Line who={t('firstRun.you')}>
          <p className="font-mono text-verdict leading-[58px]">
            <Rich
              of={t('firstRun.sentence')}
              parts={{
                look: (
                  <Select
                    look="blank"
                    label={t('firstRun.look')}
                    value={theme}
                    options={themes.map((value) => ({ value, label: t(`firstRun.theme.${value}`) }))}
                    onChange={(next) => prefer({ theme: next })}
                  />
                ),
                models: (
                  <Select
                    look="blank"
                    label={t('firstRun.models')}
                    value={models}
                    options={[
                      { value: 'simulator', label: t('firstRun.simulator') },
                      { value: 'own', label: t('firstRun.ownModels') },
                    ]}
                    onChange={setModels}
                  />
                ),
                first: (
                  <Select
                    look="blank"
                    label={t('firstRun.first')}
                    value={templates.data ? chosen : null}
                    placeholder="…"
                    options={[
                      ...items.map(({ id, title }) => ({ value: id, label: title })),
                      { value: library, label: t('firstRun.library') },
                    ]}
                    onChange={setFirst}
                  />
                ),
              }}
            />
          </p>
        </Line>
        <Line who={t('firstRun.studio')}>
          <p className="max-w-[64ch] text-answer text-ink-2">
            {models === 'own' ? t('firstRun.aboutOwn') : t('firstRun.about')}
          </p>
        </Line>
        <div className="mt-8 flex flex-wrap items-center gap-4 pl-[120px]">
          <Button look="primary" type="submit" keys="Enter">
            {models === 'own' ? t('firstRun.toModels') : t('firstRun.start')}
          </Button>
          <Button look="quiet" icon={LibraryBig} onClick={() => go({ at: 'library', placeId: null })}>
            {t('firstRun.lookAround')}
          </Button>
          <Button look="quiet" icon={FileInput} onClick={() => runCommand('items.import')}>
            {t('firstRun.import')}
          </Button>
          <Button look="quiet" icon={ArchiveRestore} onClick={() => go({ at: 'settings' })}>
            {t('firstRun.backup')}
          </Button>
        </div>
        <p className="mt-10 pl-[120px] text-small text-ink-3">{t('firstRun.again')}</p>
      </form>
    </section>
  )
}

const Line = ({ who, children }: { who: string; children: ReactNode }) => (
  <div className="mt-8 flex first:mt-0">
    <span className="w-[100px] shrink-0 pt-1 pr-5 text-right text-small text-ink-3">{who}</span>
    <div className="min-w-0 flex-1 border-l border-line-strong pl-5">{children}</div>
  </div>
)
