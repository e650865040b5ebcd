import { useQuery } from '@tanstack/react-query'
import { ArchiveRestore } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { VersionSummary } from '../../../contract/entity'
import type { EntityDocument } from '../../../contract/template'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../button'
import { Dialog, DialogActions } from '../dialog'
import { when } from '../format'
import { SkeletonLines } from '../pane'
import { Select } from '../select'

/** A document with the name of its version. */
export interface Side {
  readonly name: string
  readonly document: EntityDocument
  /** Left out for what stands in the editor. */
  readonly version?: VersionSummary
}

/** The open item whose history is shown. */
export interface HistoryOf {
  readonly entityId: string
  /** The newest version that the editor knows. */
  readonly number: number
  readonly unsaved: boolean
  /** What stands in the editor. */
  readonly current: () => EntityDocument
  readonly onRestore: (versionId: string) => void
  /** Draws one version, or two beside each other: the older one first. */
  readonly show: (one: Side, other: Side | null) => ReactNode
}

/** An earlier version as it was, and the way back to it. */
export function VersionDialog({
  of,
  version,
  versions,
  onClose,
}: {
  of: HistoryOf
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
      {version && (
        <VersionBody key={version.id} of={of} version={version} versions={versions} onClose={onClose} />
      )}
    </Dialog>
  )
}

interface VersionBodyProps {
  of: HistoryOf
  version: VersionSummary
  versions: readonly VersionSummary[]
  onClose: () => void
}

function VersionBody({ of, version, versions, onClose }: VersionBodyProps) {
  const [other, setOther] = useState('nothing')
  const { queries } = useStudio()
  const { unsaved, number } = of
  const full = useQuery(
    queries.entity.version.queryOptions({ input: { id: version.entityId, versionId: version.id } }),
  )
  const document = full.data?.document
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
        {document && (
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
              of.show({ name: t('editor.version', { number: version.number }), document, version }, null)
            ) : (
              <Compared of={of} version={version} document={document} other={other} versions={versions} />
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
            of.onRestore(version.id)
          }}
        >
          {t('editor.restoreVersion')}
        </Button>
      </DialogActions>
    </>
  )
}

interface ComparedProps {
  of: HistoryOf
  version: VersionSummary
  document: EntityDocument
  /** `draft` is what stands in the editor. */
  other: string
  versions: readonly VersionSummary[]
}

/** This version and another one, the older on the left. */
function Compared({ of, version, document, other, versions }: ComparedProps) {
  const { queries } = useStudio()
  const chosen = versions.find(({ id }) => id === other)
  const full = useQuery({
    ...queries.entity.version.queryOptions({
      input: { id: version.entityId, versionId: chosen?.id ?? version.id },
    }),
    enabled: chosen !== undefined,
  })
  const against = chosen ? full.data?.document : of.current()
  if (full.error) return <p className="text-failed">{problemOf(full.error).sentence}</p>
  if (!against) return <SkeletonLines label={t('editor.loadingVersion')} widths={[80, 72, 60]} />
  const mine = { name: t('editor.version', { number: version.number }), document, version }
  const theirs = {
    name: chosen ? t('editor.version', { number: chosen.number }) : t('editor.inEditor'),
    document: against,
    ...(chosen ? { version: chosen } : {}),
  }
  return chosen && chosen.number < version.number ? of.show(theirs, mine) : of.show(mine, theirs)
}
