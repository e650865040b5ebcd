import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Licence } from '../../../contract/about'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { Dialog } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'

/** What others wrote that is built in, each with the text of its licence. */
export function Licences({ onClose }: { onClose: () => void }) {
  const { queries } = useStudio()
  const list = useQuery(queries.about.licences.queryOptions())
  const [filter, setFilter] = useState('')
  const shown = list.data?.filter(({ name }) => name.includes(filter.trim().toLowerCase())) ?? []
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={t('settings.licences')}
      foot={<Button onClick={onClose}>{t('common.close')}</Button>}
    >
      <div className="h-[52vh]">
        <TextField
          label={t('settings.filterLicences')}
          value={filter}
          onChange={({ target }) => setFilter(target.value)}
        />
        {list.error && (
          <Problem sentence={problemOf(list.error).sentence} onRetry={() => void list.refetch()} />
        )}
        {!list.data && !list.error && (
          <div className="py-4">
            <SkeletonLines label={t('settings.lookingForLicences')} widths={[40, 52, 46, 60]} />
          </div>
        )}
        {list.data && shown.length === 0 && (
          <p className="py-4 text-ink-2">{t('settings.noSuchLicence', { name: filter })}</p>
        )}
        <ul className="pt-3" translate="no">
          {shown.map((licence) => (
            <LicenceRow key={`${licence.name}@${licence.version}`} licence={licence} />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function LicenceRow({ licence }: { licence: Licence }) {
  const { name, version, text } = licence
  return (
    <li className="border-b border-line last:border-b-0">
      <details>
        <summary className="flex min-h-(--h-row) cursor-default items-center gap-3 hover:bg-hover">
          <span className="min-w-0 flex-1 truncate font-mono text-small">{name}</span>
          <span className="tabular text-small text-ink-3">{version}</span>
          <span className="w-40 text-right text-small text-ink-2">{licence.licence}</span>
        </summary>
        <pre className="mb-2 rounded-control bg-well p-3 font-mono text-small whitespace-pre-wrap">
          {text}
        </pre>
      </details>
    </li>
  )
}
