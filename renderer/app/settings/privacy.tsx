import { useQuery } from '@tanstack/react-query'
import { HardDrive, Plug } from 'lucide-react'
import type { Connection } from '../../../contract/provider'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { Section } from './section'

const leavesTheMachine = ({ kind, address }: Connection): boolean =>
  kind !== 'simulator' && !/^https?:\/\/(localhost|127\.|\[::1\])/.test(address ?? '')

/** What leaves this machine: what is sent to these connections, and nothing else. */
export function Privacy() {
  const { queries } = useStudio()
  const list = useQuery(queries.provider.list.queryOptions())
  const outside = list.data?.filter(leavesTheMachine) ?? []
  return (
    <Section title={t('settings.privacy')}>
      <p className="pt-3">
        {outside.length === 0
          ? t('settings.nothingLeaves')
          : t('settings.onlyToThese', { count: outside.length })}
      </p>
      <ul className="pt-2">
        {list.data?.map((connection) => {
          const outward = leavesTheMachine(connection)
          return (
            <li
              key={connection.id}
              className="flex min-h-(--h-row) items-center gap-2.5 border-b border-line last:border-b-0"
            >
              <Icon of={outward ? Plug : HardDrive} className="text-ink-2" />
              <span translate="no" className="min-w-0 flex-1 truncate font-medium">
                {connection.name}
              </span>
              <span className="text-small text-ink-2">
                {outward
                  ? t('settings.leavesFor', {
                      address: connection.address ?? t(`providers.kind.${connection.kind}`),
                    })
                  : t('settings.staysHere')}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="pt-3 text-ink-2">{t('settings.noTelemetry')}</p>
    </Section>
  )
}
