import { ArrowDown, ArrowUp, PencilLine, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Message } from '../../../contract/template'
import { edit } from '../../data/draft/store'
import { t } from '../../i18n'
import { Menu, MenuItem, MenuLine } from '../../ui/menu'
import { say } from '../../ui/toast'
import { editRole, messageOf, moveMessage, nameMessage, removeMessage } from './edits'
import { useDocument, useDocumentStore } from './store'

interface MessageRowProps {
  id: string
  index: number
  last: number
  /** A text template has one message, and no role to name. */
  plain: boolean
  children: ReactNode
}

const writable = ['system', 'user', 'assistant'] as const

/** A message in the manuscript. Its role in the margin is also its menu. */
export function MessageRow({ id, index, last, plain, children }: MessageRowProps) {
  const store = useDocumentStore()
  const { role, name, at } = useDocument(useShallow(({ document }) => headOf(messageOf(document, id))))
  const [naming, setNaming] = useState(false)
  const followsBase = useDocument(({ document }) => document.kind === 'template' && Boolean(document.base))
  const remove = () => {
    const before = store.getState().document
    edit(store, (now) => removeMessage(now, id))
    say(t('editor.messageRemoved'), {
      label: t('common.undo'),
      run: () => edit(store, () => before),
    })
  }
  return (
    <div className="flex pb-4">
      {!plain && (
        <div className="w-[72px] shrink-0 pr-2">
          <Menu
            trigger={
              <button
                type="button"
                aria-label={t('editor.roleAndOrder', { role: t(`ui.role.${role}`) })}
                className="-ml-1 h-6 rounded-control px-1 text-small text-ink-2 hover:bg-hover hover:text-ink"
              >
                {t(`ui.role.${role}`)}
              </button>
            }
          >
            {role !== 'history' &&
              writable.map((role) => (
                <MenuItem key={role} onClick={() => edit(store, (now) => editRole(now, id, role))}>
                  {t(`ui.role.${role}`)}
                </MenuItem>
              ))}
            {role !== 'history' && <MenuLine />}
            <MenuItem
              icon={ArrowUp}
              disabled={index === 0}
              onClick={() => edit(store, (now) => moveMessage(now, id, -1))}
            >
              {t('editor.moveUp')}
            </MenuItem>
            <MenuItem
              icon={ArrowDown}
              disabled={index === last}
              onClick={() => edit(store, (now) => moveMessage(now, id, 1))}
            >
              {t('editor.moveDown')}
            </MenuItem>
            <MenuItem icon={PencilLine} onClick={() => setNaming(true)}>
              {t('editor.nameMessage')}
            </MenuItem>
            <MenuItem icon={Trash2} disabled={last === 0 && !followsBase} onClick={remove}>
              {t('editor.removeMessage')}
            </MenuItem>
          </Menu>
          {(naming || name) && (
            <input
              key={name ?? ''}
              aria-label={t('editor.messageName')}
              // biome-ignore lint/a11y/noAutofocus: it was just asked for by its menu
              autoFocus={naming}
              defaultValue={name ?? ''}
              maxLength={80}
              placeholder={t('editor.messageName')}
              onBlur={({ target }) => {
                setNaming(false)
                if (target.value.trim() !== (name ?? '')) {
                  edit(store, (now) => nameMessage(now, id, target.value))
                }
              }}
              onKeyDown={({ key, currentTarget }) => key === 'Enter' && currentTarget.blur()}
              className="-ml-1 h-5 w-full truncate rounded-control bg-transparent px-1 text-caption text-ink-3 hover:bg-hover focus:bg-well"
            />
          )}
          {at && (
            <p className="truncate text-caption text-ink-3" title={placeOf(at)}>
              {placeOf(at)}
            </p>
          )}
        </div>
      )}
      <div className="max-w-[76ch] min-w-0 flex-1 border-l border-line-strong pl-4">
        {role === 'history' ? (
          <p className="text-manuscript text-ink-3 italic">{t('editor.historyStandsHere')}</p>
        ) : (
          children
        )}
      </div>
    </div>
  )
}

/** What the margin says of a message; its words are no part of it. */
const headOf = ({ role, name, at }: Partial<Message> = {}) => ({ role: role ?? 'user', name, at })

/** Where a message stands among those of the base. */
function placeOf({ change, name }: NonNullable<Message['at']>): string {
  if (change === 'replace') return t('editor.placeReplaces', { name })
  return t(change === 'before' ? 'editor.placeBefore' : 'editor.placeAfter', { name })
}
