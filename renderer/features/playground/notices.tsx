import { Clock, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Connection } from '../../../contract/provider'
import { t } from '../../i18n'
import { clock, count } from '../../ui/format'
import { Icon, type LucideIcon } from '../../ui/icon'
import type { ShownRun } from './run-store'

interface NoticesProps {
  shown: ShownRun
  values: Readonly<Record<string, unknown>>
  connection: Connection | null
}

/** Never hide that something is old, or that a key is missing. */
export function Notices({ shown, values, connection }: NoticesProps) {
  const changed = shown.values ? countChanged(shown.values, values) : 0
  const key = connection && keySentence(connection.keyState)
  return (
    <>
      {key && (
        <Notice icon={KeyRound}>
          {key}{' '}
          <a href="#/settings" className="text-ink underline decoration-line-strong underline-offset-4">
            {t('playground.openSettings')}
          </a>
        </Notice>
      )}
      {changed > 0 && shown.startedAt && (
        <Notice icon={Clock}>
          {t(shown.going ? 'playground.runningOld' : 'playground.answeredOld', {
            time: clock(shown.startedAt),
            changed: inWords(changed),
          })}
        </Notice>
      )}
    </>
  )
}

function keySentence(state: Connection['keyState']): string | null {
  if (state === 'missing') return t('playground.keyMissing')
  return state === 'locked' ? t('playground.keyLocked') : null
}

function Notice({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <p className="flex shrink-0 items-center gap-2 border-b border-line bg-panel px-4 py-1.5 text-small text-ink-2">
      <Icon of={icon} size={13} />
      <span>{children}</span>
    </p>
  )
}

function countChanged(
  then: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): number {
  const names = new Set([...Object.keys(then), ...Object.keys(now)])
  return [...names].filter((name) => JSON.stringify(then[name]) !== JSON.stringify(now[name])).length
}

const small = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

function inWords(number: number): string {
  const word = small.find((each) => each === number)
  return word ? t(`playground.number${word}`) : count(number)
}
