import { useQuery } from '@tanstack/react-query'
import { Puzzle, Type } from 'lucide-react'
import { openItem } from '../../app/split'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { Mark } from '../../ui/mark'
import { SkeletonLines } from '../../ui/pane'
import { Rich } from '../../ui/rich'

/** The templates and contexts that follow it, each with the name that it has there. */
export function Users({ id }: { id: string }) {
  const { queries } = useStudio()
  const users = useQuery(queries.variable.users.queryOptions({ input: { id } }))
  const known = users.data
  return (
    <section aria-label={t('definition.users')} className="min-w-0">
      <h2 className="flex items-baseline gap-2 border-b border-line-strong pb-2 font-strong">
        {t('definition.users')}
        {known && <span className="text-caption font-regular text-ink-3">{known.length}</span>}
      </h2>
      {users.error && <p className="pt-3 text-failed">{problemOf(users.error).sentence}</p>}
      {!known && !users.error && (
        <div className="pt-3">
          <SkeletonLines label={t('definition.findingUsers')} widths={[80, 64]} />
        </div>
      )}
      {known?.length === 0 && (
        <p className="max-w-[44ch] pt-3 text-ink-2">
          <Rich
            of={t('definition.noUsers')}
            parts={{ follow: <b className="font-medium text-ink">{t('editor.followShared')}</b> }}
          />
        </p>
      )}
      <ul>
        {known?.map((user) => (
          <li key={`${user.id} ${user.name}`} className="border-b border-line">
            <button
              type="button"
              className="focus-inside flex h-9 w-full items-center gap-2 rounded-control px-1 text-left hover:bg-hover"
              onClick={() =>
                openItem({
                  id: user.id,
                  title: user.title,
                  form: user.type === 'context' ? 'context' : 'chat',
                  preview: false,
                })
              }
            >
              <Icon of={user.type === 'context' ? Puzzle : Type} className="text-ink-2" />
              <span className="min-w-0 flex-1 truncate" dir="auto" translate="no">
                {user.title}
              </span>
              <Mark name={user.name} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
