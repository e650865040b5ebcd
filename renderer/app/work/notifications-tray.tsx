import { useMutation, useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import { useEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { NotificationSummary } from '../../../contract/notification'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { count, t } from '../../i18n'
import { Button } from '../../ui/button'
import { Icon } from '../../ui/icon'
import { SkeletonLines } from '../../ui/pane'
import { Problem } from '../../ui/problem'
import { useCommand } from '../commands'
import { go, type Place, usePlace } from '../location'
import { NotificationRow, placeOfNotification } from './notification-row'
import { Tray } from './tray'

/** What happened while one looked elsewhere: quiet, counted, and read when one looks at it or at its thing. */
export function NotificationsTray() {
  const { client, queries } = useStudio()
  const [open, setOpen] = useState(false)
  useCommand('view.notifications', () => setOpen(true))
  const list = useQuery(queries.notification.list.queryOptions())
  const { mutate: read } = useMutation({
    mutationFn: (ids?: string[]) =>
      surely(() => client.notification.read({ commandId: uuidv7(), ...(ids ? { ids } : {}) })),
  })
  const items = list.data?.items
  const unread = list.data?.unread ?? 0
  useSeen(items, read)
  const show = (told: NotificationSummary, place: Place) => {
    setOpen(false)
    if (!told.read) read([told.id])
    go(place)
  }
  return (
    <Tray
      title={t('notifications.title')}
      command="view.notifications"
      open={open}
      onOpen={setOpen}
      label={unread > 0 ? t('notifications.unread', { count: unread }) : t('notifications.title')}
      face={
        <>
          <Icon of={Bell} size={13} />
          {unread > 0 && (
            <span className="tabular rounded-full bg-ink px-1.5 text-caption leading-4 text-on-ink">
              {count(unread)}
            </span>
          )}
        </>
      }
      action={
        unread > 0 && (
          <Button small look="quiet" onClick={() => read(undefined)}>
            {t('notifications.readAll')}
          </Button>
        )
      }
    >
      {list.error && !items ? (
        <Problem sentence={problemOf(list.error).sentence} onRetry={() => void list.refetch()} />
      ) : !items ? (
        <div className="px-4 py-4">
          <SkeletonLines label={t('notifications.loading')} widths={[80, 60, 72]} />
        </div>
      ) : items.length === 0 ? (
        <p className="px-4 py-4 text-ink-2">{t('notifications.empty')}</p>
      ) : (
        <ul>
          {items.map((told) => {
            const place = placeOfNotification(told)
            return (
              <NotificationRow key={told.id} told={told} onShow={place ? () => show(told, place) : null} />
            )
          })}
        </ul>
      )}
    </Tray>
  )
}

/** Who has a thing in front of them needs not be told of it. */
function useSeen(items: readonly NotificationSummary[] | undefined, read: (ids: string[]) => void): void {
  const place = usePlace()
  const here = place.at === 'item' ? place.id : place.at === 'runs' ? place.runId : null
  useEffect(() => {
    if (!here || !items) return
    const look = () => {
      if (document.visibilityState !== 'visible') return
      const seen = items.filter((told) => !told.read && (told.entityId === here || told.runId === here))
      if (seen.length > 0) read(seen.map(({ id }) => id))
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [here, items, read])
}
