import { t, useLanguage } from '../../i18n'
import { offeredLanguages } from '../../i18n/language'
import { Segmented } from '../../ui/segmented'
import { Select } from '../../ui/select'
import { Switch } from '../../ui/switch'
import { type Density, prefer, type ThemeChoice, usePreferences } from '../preferences'
import { Row, Section } from './section'

const themes: readonly ThemeChoice[] = ['light', 'dark', 'system']
const densities: readonly Density[] = ['compact', 'comfortable']

/** How the studio looks and in which language it speaks. */
export function Look() {
  const { theme, density, valueMarks } = usePreferences()
  const language = useLanguage()
  return (
    <Section title={t('settings.look')}>
      <Row label={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={theme}
          options={themes.map((each) => ({ value: each, label: t(`settings.${each}`) }))}
          onChange={(next) => prefer({ theme: next })}
        />
      </Row>
      <Row label={t('settings.density')}>
        <Segmented
          label={t('settings.density')}
          value={density}
          options={densities.map((each) => ({ value: each, label: t(`settings.${each}`) }))}
          onChange={(next) => prefer({ density: next })}
        />
      </Row>
      <Row label={t('settings.language')}>
        <Select
          label={t('settings.language')}
          look="quiet"
          value={language}
          options={offeredLanguages(language).map((each) => ({
            value: each,
            label: t(`settings.languages.${each}`),
          }))}
          onChange={(next) => prefer({ language: next })}
        />
      </Row>
      <Row label={t('settings.valueMarks')}>
        <Switch
          label={t('settings.valueMarks')}
          checked={valueMarks}
          onChange={(on) => prefer({ valueMarks: on })}
        />
      </Row>
    </Section>
  )
}
