import { Shield, ShieldCheck, ShieldQuestion, ShieldX } from 'lucide-react'
import type { BackupEntry } from '../../../contract/vault'
import { Icon, type LucideIcon } from '../../ui/icon'

const states: Record<BackupEntry['state'], { word: string; icon: LucideIcon; colour: string }> = {
  verified: { word: 'Verified', icon: ShieldCheck, colour: 'text-success' },
  whole: { word: 'Whole', icon: Shield, colour: 'text-ink-2' },
  unchecked: { word: 'Not checked', icon: ShieldQuestion, colour: 'text-ink-2' },
  broken: { word: 'Not whole', icon: ShieldX, colour: 'text-failed' },
}

/** Verified: opened, checked and counted. Whole: its files and sums agree. Never the same word for both. */
export function BackupState({ state }: { state: BackupEntry['state'] }) {
  const { word, icon, colour } = states[state]
  return (
    <span className={`flex w-[104px] items-center gap-1.5 pl-2 text-small font-medium ${colour}`}>
      <Icon of={icon} size={13} />
      {word}
    </span>
  )
}
