import { useMutation, useQuery } from '@tanstack/react-query'
import { Pencil, Plug, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Connection } from '../../../contract/provider'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Button, IconButton } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { Menu, MenuItem } from '../../ui/menu'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { sayProblem } from '../../ui/toast'
import { ConnectionDialog, type ConnectionDraft } from './connection-dialog'
import { ConnectionTest } from './connection-test'
import { addable, plainLimits } from './kinds'

/** Ways to reach models. The simulator is always there; a key belongs to one workspace. */
export function Connections() {
  const { queries } = useStudio()
  const list = useQuery(queries.provider.list.queryOptions())
  const [editing, setEditing] = useState<ConnectionDraft | null>(null)
  return (
    <section aria-labelledby="connections-title">
      <div className="flex items-end justify-between border-b border-line-strong pb-1.5">
        <h2 id="connections-title" className="text-title font-strong">
          {t('providers.title')}
        </h2>
        <Menu
          trigger={
            <Button small icon={Plus}>
              {t('providers.add')}
            </Button>
          }
        >
          {addable.map(({ kind, models, address }) => (
            <MenuItem
              key={kind}
              icon={Plug}
              onClick={() =>
                setEditing({
                  id: uuidv7(),
                  rowVersion: null,
                  name: t(`providers.kind.${kind}`),
                  kind,
                  address,
                  models,
                  shared: false,
                  limits: plainLimits,
                })
              }
            >
              {t(`providers.kind.${kind}`)}
            </MenuItem>
          ))}
        </Menu>
      </div>
      {list.error && <Problem {...problemOf(list.error)} onRetry={() => void list.refetch()} />}
      {!list.data && !list.error && (
        <div className="py-5">
          <SkeletonLines label={t('providers.loading')} widths={[70, 62]} />
        </div>
      )}
      <ul>
        {list.data?.map((connection) => (
          <ConnectionRow
            key={connection.id}
            connection={connection}
            onEdit={() =>
              setEditing({
                id: connection.id,
                rowVersion: connection.rowVersion,
                name: connection.name,
                kind: connection.kind,
                address: connection.address ?? '',
                models: connection.models,
                shared: connection.shared,
                limits: connection.limits,
              })
            }
          />
        ))}
      </ul>
      <ConnectionDialog
        draft={editing}
        onClose={() => setEditing(null)}
        connection={list.data?.find((each) => each.id === editing?.id)}
      />
    </section>
  )
}

function modelsOf({ models, address }: Connection): string {
  const list = models.join(', ') || t('providers.noModels')
  return address ? t('providers.modelsAt', { models: list, address }) : list
}

function ConnectionRow({ connection, onEdit }: { connection: Connection; onEdit: () => void }) {
  const { client } = useStudio()
  const remove = useMutation({
    mutationFn: () => client.provider.remove({ commandId: uuidv7(), id: connection.id }),
    onError: (error) => sayProblem(problemOf(error).sentence),
  })
  const { keyState } = connection
  const wrong = keyState === 'missing' || keyState === 'locked'
  const kind = t(`providers.kind.${connection.kind}`)
  const [sure, setSure] = useState(false)
  return (
    <li className="flex items-start gap-3 border-b border-line py-2.5 [&>svg]:mt-0.5">
      <Icon of={Plug} className="text-ink-2" />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2">
          <span className="font-medium">{connection.name}</span>
          {connection.name !== kind && <span className="text-small text-ink-3">{kind}</span>}
          {!connection.own && <span className="text-small text-ink-3">{t('providers.sharedByAnother')}</span>}
          {connection.own && connection.shared && (
            <span className="text-small text-ink-3">{t('providers.sharedWithYours')}</span>
          )}
        </p>
        <p className="truncate font-mono text-small text-ink-2">{modelsOf(connection)}</p>
        {connection.kind !== 'simulator' && <ConnectionTest connection={connection} />}
      </div>
      <span className={`shrink-0 text-small ${wrong ? 'text-unauthorized' : 'text-ink-2'}`}>
        {t(`providers.key.${keyState}`)}
      </span>
      {connection.own && connection.kind !== 'simulator' && (
        <div className="flex gap-1">
          <IconButton icon={Pencil} label={t('providers.edit', { name: connection.name })} onClick={onEdit} />
          {sure ? (
            <Button
              small
              look="dangerous"
              onClick={() => remove.mutate()}
              onBlur={() => setSure(false)}
              autoFocus
            >
              {t('providers.removeWithKey')}
            </Button>
          ) : (
            <IconButton
              icon={Trash2}
              label={t('providers.remove', { name: connection.name })}
              onClick={() => setSure(true)}
            />
          )}
        </div>
      )}
    </li>
  )
}
