import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import { useState } from 'react'
import type { VersionSummary } from '../../../contract/entity'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog, DialogActions } from '../../ui/dialog'
import { DocumentText } from '../../ui/document-text'
import { when } from '../../ui/format'
import { SkeletonLines } from '../../ui/pane'
import { Select } from '../../ui/select'
import { DiffView } from './diff/diff-view'
import { isWriting, type Writing } from './document'
import { restoreVersion } from './save'
import { useDocument, useDocumentStore } from './store'

/** An earlier version as it was, and the way back to it. */
export function VersionDialog({
  version,
  versions,
  onClose,
}: {
  version: VersionSummary | null
  versions: readonly VersionSummary[]
  onClose: () => void
}) {
  return (
    <Dialog
      open={version !== null}
      onClose={onClose}
      title={version ? t('editor.version', { number: version.number }) : ''}
      wide
    >
      {version && <VersionBody key={version.id} version={version} versions={versions} onClose={onClose} />}
    </Dialog>
  )
}

interface VersionBodyProps {
  version: VersionSummary
  versions: readonly VersionSummary[]
  onClose: () => void
}

function VersionBody({ version, versions, onClose }: VersionBodyProps) {
  const [other, setOther] = useState('nothing')
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
        {document && isWriting(document) && (
          <>
            <div className="flex items-center gap-2">
              <span className="whitespace-nowrap text-ink-2">{t('editor.compareWith')}</span>
              <Select
                label={t('editor.compareWith')}
                value={other}
                options={[
                  { value: 'nothing', label: t('editor.compareNothing') },
                  { value: 'draft', label: unsaved ? t('editor.draft') : t('editor.newest') },
                  ...versions
                    .filter(({ id }) => id !== version.id)
                    .map((each) => ({
                      value: each.id,
                      label: t('editor.version', { number: each.number }),
                      note: each.message ?? when(each.authoredAt),
                    })),
                ]}
                onChange={setOther}
              />
            </div>
            {other === 'nothing' ? (
              <DocumentText document={document} />
            ) : (
              <Compared version={version} document={document} other={other} versions={versions} />
            )}
          </>
        )}
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

interface ComparedProps {
  version: VersionSummary
  document: Writing
  /** `draft` is what stands in the editor. */
  other: string
  versions: readonly VersionSummary[]
}

/** This version and another one, the older on the left. */
function Compared({ version, document, other, versions }: ComparedProps) {
  const { queries } = useStudio()
  const inHand = useDocument((state) => state.document)
  const chosen = versions.find(({ id }) => id === other)
  const full = useQuery({
    ...queries.entity.version.queryOptions({
      input: { id: version.entityId, versionId: chosen?.id ?? version.id },
    }),
    enabled: chosen !== undefined,
  })
  const against = chosen ? full.data?.document : inHand
  if (full.error) return <p className="text-failed">{problemOf(full.error).sentence}</p>
  if (!against || !isWriting(against)) {
    return <SkeletonLines label={t('editor.loadingVersion')} widths={[80, 72, 60]} />
  }
  const mine = t('editor.version', { number: version.number })
  const theirs = chosen ? t('editor.version', { number: chosen.number }) : t('editor.inEditor')
  return chosen && chosen.number < version.number ? (
    <DiffView before={against} after={document} names={[theirs, mine]} />
  ) : (
    <DiffView before={document} after={against} names={[mine, theirs]} />
  )
}
