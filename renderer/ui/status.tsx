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
import { Icon, type LucideIcon } from './icon'

interface Shown {
  word: string
  icon: LucideIcon
  text: string
  tint: string
}

/** Status of a run: always icon, word and colour together. */
const runs: Record<ExecutionStatus, Shown> = {
  queued: { word: 'Queued', icon: Circle, text: 'text-queued', tint: 'bg-queued-bg' },
  running: { word: 'Running', icon: LoaderCircle, text: 'text-running', tint: 'bg-running-bg' },
  paused: { word: 'Paused', icon: Pause, text: 'text-paused', tint: 'bg-paused-bg' },
  success: { word: 'Success', icon: CircleCheck, text: 'text-success', tint: 'bg-success-bg' },
  partial_success: {
    word: 'Partial',
    icon: CircleDotDashed,
    text: 'text-partial',
    tint: 'bg-partial-bg',
  },
  failed: { word: 'Failed', icon: CircleX, text: 'text-failed', tint: 'bg-failed-bg' },
  timeout: { word: 'Timed out', icon: TimerOff, text: 'text-timeout', tint: 'bg-timeout-bg' },
  rate_limited: { word: 'Rate limited', icon: Gauge, text: 'text-rate', tint: 'bg-rate-bg' },
  unauthorized: {
    word: 'Not authorised',
    icon: KeyRound,
    text: 'text-unauthorized',
    tint: 'bg-unauthorized-bg',
  },
  cancelled: { word: 'Cancelled', icon: Ban, text: 'text-cancelled', tint: 'bg-cancelled-bg' },
  interrupted: { word: 'Interrupted', icon: Unplug, text: 'text-interrupted', tint: 'bg-interrupted-bg' },
  cached: { word: 'Reused', icon: Recycle, text: 'text-reused', tint: 'bg-reused-bg' },
}

export const runWord = (status: ExecutionStatus): string => runs[status].word

export function RunBadge({ status, note }: { status: ExecutionStatus; note?: string | undefined }) {
  const { word, icon, text, tint } = runs[status]
  return (
    <span
      className={clsx(
        'inline-flex items-center gap-1 rounded-control px-1.5 py-0.5 text-small font-medium whitespace-nowrap',
        text,
        tint,
      )}
    >
      <Icon of={icon} size={13} className={status === 'running' ? 'turning' : undefined} />
      {word}
      {note && <span className="tabular">{note}</span>}
    </span>
  )
}

/** In lists a run's status is an icon with its word in ink; only what needs somebody is coloured. */
export function RunStatus({ status }: { status: ExecutionStatus }) {
  const { word, icon, text } = runs[status]
  const quiet = status === 'success' || status === 'cancelled' || status === 'cached'
  return (
    <span className="flex items-center gap-1.5 truncate">
      <Icon
        of={icon}
        size={13}
        className={clsx(status !== 'paused' && text, status === 'running' && 'turning')}
      />
      <span className={quiet || status === 'paused' ? 'text-ink-2' : text}>{word}</span>
    </span>
  )
}

const lives: Record<LifecycleStatus, { word: string; icon: LucideIcon; colour: string }> = {
  draft: { word: 'Draft', icon: PencilLine, colour: 'text-ink-2' },
  under_review: { word: 'Under review', icon: Eye, colour: 'text-running' },
  approved: { word: 'Approved', icon: Stamp, colour: 'text-reused' },
  published: { word: 'Published', icon: BookCheck, colour: 'text-success' },
  deprecated: { word: 'Deprecated', icon: CornerUpRight, colour: 'text-timeout' },
  archived: { word: 'Archived', icon: Archive, colour: 'text-cancelled' },
}

export function Lifecycle({ status }: { status: LifecycleStatus }) {
  const { word, icon, colour } = lives[status]
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap text-ink-2">
      <Icon of={icon} size={13} className={colour} />
      {word}
    </span>
  )
}
