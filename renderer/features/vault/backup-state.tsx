import { Shield, ShieldCheck, ShieldQuestion, ShieldX } from 'lucide-react'
import type { BackupEntry } from '../../../contract/vault'
import { t } from '../../i18n'
import { Icon, type LucideIcon } from '../../ui/icon'

const states: Record<BackupEntry['state'], { icon: LucideIcon; colour: string }> = {
  verified: { icon: ShieldCheck, colour: 'text-success' },
  whole: { icon: Shield, colour: 'text-ink-2' },
  unchecked: { icon: ShieldQuestion, colour: 'text-ink-2' },
  broken: { icon: ShieldX, colour: 'text-failed' },
}

/** How much is in a backup. */
export const contentsOf = ({ items, runs }: Pick<BackupEntry, 'items' | 'runs'>): string =>
  t('common.itemsAndRuns', {
    items: t('common.items', { count: items }),
    runs: t('common.runs', { count: runs }),
  })

/** Verified: opened, checked and counted. Whole: its files and sums agree. Never the same word for both. */
export function BackupState({ state }: { state: BackupEntry['state'] }) {
  const { icon, colour } = states[state]
  return (
    <span className={`flex w-[104px] items-center gap-1.5 pl-2 text-small font-medium ${colour}`}>
      <Icon of={icon} size={13} />
      {t(`vault.state.${state}`)}
    </span>
  )
}
