import type { ReactNode } from 'react'
import { restoreVersion } from '../../data/draft/save'
import { useStudio } from '../../data/studio'
import { DocumentText } from '../../ui/document-text'
import type { HistoryOf, Side } from '../../ui/history/version-dialog'
import { DiffView } from './diff/diff-view'
import { isWriting } from './document'
import { savingOf } from './save'
import { useDocument, useDocumentStore } from './store'

/** The versions of the open text: read, compared, brought back. */
export function useHistory(): HistoryOf {
  const { client } = useStudio()
  const store = useDocumentStore()
  return {
    entityId: useDocument((state) => state.entityId),
    number: useDocument((state) => state.base.versionNumber),
    unsaved: useDocument((state) => state.unsaved),
    current: () => store.getState().document,
    onRestore: (versionId) => void restoreVersion(savingOf(client, store), versionId),
    show: showTexts,
  }
}

function showTexts(one: Side, other: Side | null): ReactNode {
  if (!isWriting(one.document)) return null
  if (!other) return <DocumentText document={one.document} />
  return isWriting(other.document) ? (
    <DiffView before={one.document} after={other.document} names={[one.name, other.name]} />
  ) : null
}
