import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import type { VaultStatus } from '../../../contract/vault'
import type { ConnectionState } from '../../client'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { ClosedVault } from './closed-vault'

export { Backups } from './backups'

const RestoreScreen = lazy(() =>
  import('./restore-screen').then((module) => ({ default: module.RestoreScreen })),
)

interface VaultGateProps {
  connection: ConnectionState
  children: ReactNode
}

/** Nothing of the studio is shown over a vault that is not open; what is shown instead names the remedy. */
export function VaultGate({ connection, children }: VaultGateProps) {
  const { queries } = useStudio()
  const status = useQuery(
    queries.vault.status.queryOptions({
      // While it opens or is being restored nothing is announced yet.
      refetchInterval: ({ state }) => (state.data?.state === 'open' ? false : 1000),
    }),
  )
  const vault = status.data
  if (!vault) {
    if (connection === 'refused') return <ClosedVault sentence={t('vault.refused')} />
    return null
  }
  if (vault.state === 'open') return children
  return <Suspense>{screenOf(vault)}</Suspense>
}

function screenOf(vault: VaultStatus): ReactNode {
  if (vault.state === 'damaged' || vault.state === 'restoring') return <RestoreScreen vault={vault} />
  return <ClosedVault vault={vault} sentence={vault.sentence ?? sentenceOf(vault.state)} />
}

function sentenceOf(state: VaultStatus['state']): string {
  if (state === 'open' || state === 'damaged' || state === 'restoring') return ''
  return t(`vault.${state}`)
}
