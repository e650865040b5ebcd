import { t } from '../../../i18n'
import { GhostGraph } from '../../../ui/empty'
import { useWorkflow } from '../store'

/** An empty canvas says how to begin. */
export function Nothing() {
  const isEmpty = useWorkflow((state) => state.document.nodes.length === 0)
  if (!isEmpty) return null
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center p-8">
      <div className="flex flex-col items-center text-center">
        <GhostGraph />
        <h2 className="mt-8 text-head font-strong tracking-(--track-head)">{t('workflow.emptyTitle')}</h2>
        <p className="mt-2 max-w-[44ch] text-ink-2">{t('workflow.emptySentence')}</p>
      </div>
    </div>
  )
}
