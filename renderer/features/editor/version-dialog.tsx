import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import type { VersionSummary } from '../../../contract/entity'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { DocumentText } from '../../ui/document-text'
import { when } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { isWriting } from './document'
import { restoreVersion } from './save'
import { useDocument, useDocumentStore } from './store'

/** An earlier version as it was, and the way back to it. */
export function VersionDialog({ version, onClose }: { version: VersionSummary | null; onClose: () => void }) {
  return (
    <Dialog
      open={version !== null}
      onClose={onClose}
      title={version ? t('editor.version', { number: version.number }) : ''}
      wide
    >
      {version && <VersionBody version={version} onClose={onClose} />}
    </Dialog>
  )
}

function VersionBody({ version, onClose }: { version: VersionSummary; onClose: () => void }) {
  const { client, queries } = useStudio()
  const store = useDocumentStore()
  const unsaved = useDocument((state) => state.unsaved)
  const full = useQuery(
    queries.entity.version.queryOptions({ input: { id: version.entityId, versionId: version.id } }),
  )
  const document = full.data?.document
  const number = useDocument((state) => state.base.versionNumber)
  // Not isHead: a rename or a move makes a head too, and leaves the newest text where it was.
  const off =
    version.number === number ? t('editor.newestVersion') : unsaved ? t('editor.saveDraftFirst') : null
  return (
    <>
      <p className="text-ink-2">
        {version.message && <span className="text-ink">{version.message}. </span>}
        {t('editor.versionBy', { author: version.author, when: when(version.authoredAt) })}
      </p>
      <div className="mt-4 space-y-4">
        {!document && !full.error && (
          <SkeletonLines label={t('editor.loadingVersion')} widths={[80, 72, 60]} />
        )}
        {full.error && <p className="text-failed">{problemOf(full.error).sentence}</p>}
        {document && isWriting(document) && <DocumentText document={document} />}
      </div>
      <DialogActions>
        <Button onClick={onClose}>{t('common.close')}</Button>
        <Button
          icon={ArchiveRestore}
          offBecause={off}
          onClick={() => {
            onClose()
            void restoreVersion(client, store, version.id)
          }}
        >
          {t('editor.restoreVersion')}
        </Button>
      </DialogActions>
    </>
  )
}
