import clsx from 'clsx'
import {
  Archive,
  Ban,
  BookCheck,
  Circle,
  CircleCheck,
  CircleDotDashed,
  CircleX,
  CornerUpRight,
  Eye,
  Gauge,
  KeyRound,
  LoaderCircle,
  Pause,
  PencilLine,
  Recycle,
  Stamp,
  TimerOff,
  Unplug,
} from 'lucide-react'
import type { ExecutionStatus, LifecycleStatus } from '../../contract/vocabulary'
import { t } from '../i18n'
import { Icon, type LucideIcon } from './icon'

interface Shown {
  icon: LucideIcon
  text: string
  tint: string
}

/** Status of a run: always icon, word and colour together. */
const runs: Record<ExecutionStatus, Shown> = {
  queued: { icon: Circle, text: 'text-queued', tint: 'bg-queued-bg' },
  running: { icon: LoaderCircle, text: 'text-running', tint: 'bg-running-bg' },
  paused: { icon: Pause, text: 'text-paused', tint: 'bg-paused-bg' },
  success: { icon: CircleCheck, text: 'text-success', tint: 'bg-success-bg' },
  partial_success: {
    icon: CircleDotDashed,
    text: 'text-partial',
    tint: 'bg-partial-bg',
  },
  failed: { icon: CircleX, text: 'text-failed', tint: 'bg-failed-bg' },
  timeout: { icon: TimerOff, text: 'text-timeout', tint: 'bg-timeout-bg' },
  rate_limited: { icon: Gauge, text: 'text-rate', tint: 'bg-rate-bg' },
  unauthorized: {
    icon: KeyRound,
    text: 'text-unauthorized',
    tint: 'bg-unauthorized-bg',
  },
  cancelled: { icon: Ban, text: 'text-cancelled', tint: 'bg-cancelled-bg' },
  interrupted: { icon: Unplug, text: 'text-interrupted', tint: 'bg-interrupted-bg' },
  cached: { icon: Recycle, text: 'text-reused', tint: 'bg-reused-bg' },
}

export const runWord = (status: ExecutionStatus): string => t(`ui.runStatus.${status}`)

export function RunBadge({ status, note }: { status: ExecutionStatus; note?: string | undefined }) {
  const { icon, text, tint } = runs[status]
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1 rounded-control px-1.5 py-0.5 text-small font-medium whitespace-nowrap',
        text,
        tint,
      )}
    >
      <Icon of={icon} size={13} className={status === 'running' ? 'turning' : undefined} />
      {runWord(status)}
      {note && <span className="tabular">{note}</span>}
    </span>
  )
}

/** In lists a run's status is an icon with its word in ink; only what needs somebody is coloured. */
export function RunStatus({ status }: { status: ExecutionStatus }) {
  const { icon, text } = runs[status]
  const quiet = status === 'success' || status === 'cancelled' || status === 'cached'
  return (
    <span className="flex items-center gap-1.5 truncate">
      <Icon
        of={icon}
        size={13}
        className={clsx(status !== 'paused' && text, status === 'running' && 'turning')}
      />
      <span className={quiet || status === 'paused' ? 'text-ink-2' : text}>{runWord(status)}</span>
    </span>
  )
}

const lives: Record<LifecycleStatus, { icon: LucideIcon; colour: string }> = {
  draft: { icon: PencilLine, colour: 'text-ink-2' },
  under_review: { icon: Eye, colour: 'text-running' },
  approved: { icon: Stamp, colour: 'text-reused' },
  published: { icon: BookCheck, colour: 'text-success' },
  deprecated: { icon: CornerUpRight, colour: 'text-timeout' },
  archived: { icon: Archive, colour: 'text-cancelled' },
}

export function Lifecycle({ status }: { status: LifecycleStatus }) {
  const { icon, colour } = lives[status]
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
      <Icon of={icon} size={13} className={colour} />
      {t(`ui.lifecycle.${status}`)}
    </span>
  )
}
