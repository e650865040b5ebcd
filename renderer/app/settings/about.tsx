import { lazy, Suspense, useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { useSession } from '../session'
import { Row, Section } from './section'

const Licences = lazy(() => import('./licences').then((module) => ({ default: module.Licences })))

/** Which version this is, how one is connected to it, and what it is made of. */
export function About() {
  const { appVersion, door } = useSession()
  const [shown, setShown] = useState(false)
  return (
    <Section title={t('settings.about')}>
      <Row label={t('settings.version')}>
        <span translate="no" className="tabular font-mono text-small">
          {appVersion}
        </span>
      </Row>
      <Row label={t('settings.door')}>
        <span className="text-ink-2">
          {t(door === 'electron' ? 'frame.door.electron' : 'frame.door.browser')}
        </span>
      </Row>
      <Row label={t('settings.licences')}>
        <Button small onClick={() => setShown(true)}>
          {t('settings.showLicences')}
        </Button>
      </Row>
      {shown && (
        <Suspense>
          <Licences onClose={() => setShown(false)} />
        </Suspense>
      )}
    </Section>
  )
}
