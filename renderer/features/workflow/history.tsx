import type { ReactNode } from 'react'
import { restoreVersion } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import type { HistoryOf, Side } from '../../ui/history/version-dialog'

import { TwoCanvases } from './compare/two-canvases'
import { savingOf } from './open'
import { isWorkflow, useWorkflow, useWorkflowStore } from './store'

/** The versions of the open workflow: looked at, laid beside each other, brought back. */
export function useHistory(): HistoryOf {
  const { client } = useStudio()
  const store = useWorkflowStore()
  return {
    entityId: useWorkflow((state) => state.entityId),
    number: useWorkflow((state) => state.base.versionNumber),
    unsaved: useWorkflow((state) => state.unsaved),
    current: () => store.getState().document,
    onRestore: (versionId) => void restoreVersion(savingOf(client, store), versionId),
    show: showGraphs,
  }
}

function showGraphs(one: Side, other: Side | null): ReactNode {
  const [before, after] = [one.document, (other ?? one).document]
  if (!isWorkflow(before) || !isWorkflow(after)) return null
  return <TwoCanvases before={before} after={after} names={other ? [one.name, other.name] : null} />
}
