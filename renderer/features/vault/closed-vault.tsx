import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Lock, TriangleAlert } from 'lucide-react'
import type { VaultStatus } from '../../../contract/vault'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { useLate } from '../../ui/pane'
import { ExportEverything } from './export-everything'
import { VaultFrame } from './frame'

/** Opening, locked, newer, closed: one sentence with the remedy, and the way out with one's work. */
export function ClosedVault({ vault, sentence }: { vault?: VaultStatus; sentence: string }) {
  const opening = vault?.state === 'opening'
  const late = useLate(opening)
  if (opening && !late) return <VaultFrame foot={null}>{null}</VaultFrame>
  return (
    <VaultFrame foot={<span>{opening ? t('vault.nothingToDo') : t('vault.nothingWritten')}</span>}>
      <div className="mx-auto max-w-[760px] px-8 pt-[14vh]" role="status">
        {!opening && (
          <p className="mb-2 flex items-center gap-2 font-medium text-ink-2">
            <Icon of={vault?.state === 'locked' ? Lock : TriangleAlert} />
            {vault ? t('vault.notOpen', { name: vault.name }) : t('vault.notLetIn')}
          </p>
        )}
        <h1 className="text-verdict font-strong tracking-(--track-verdict)">{sentence}</h1>
        {(vault?.state === 'locked' || vault?.state === 'blocked') && <TryAgain />}
        {vault?.details && (
          <details className="mt-5 text-small text-ink-2">
            <summary>{t('common.details')}</summary>
            <pre lang="en" className="mt-2 rounded-control bg-well p-3 font-mono whitespace-pre-wrap">
              {vault.details}
            </pre>
          </details>
        )}
        {vault?.state === 'newer' && (
          <div className="mt-6">
            <ExportEverything />
          </div>
        )}
      </div>
    </VaultFrame>
  )
}

function TryAgain() {
  const { queries } = useStudio()
  const cache = useQueryClient()
  const opening = useMutation(
    queries.vault.open.mutationOptions({
      onSettled: () => cache.invalidateQueries({ queryKey: queries.vault.key() }),
    }),
  )
  return (
    <Button
      className="mt-6"
      look="primary"
      offBecause={opening.isPending ? t('vault.opening') : null}
      onClick={() => opening.mutate(undefined)}
    >
      {t('common.tryAgain')}
    </Button>
  )
}
