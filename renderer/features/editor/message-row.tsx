import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Message } from '../../../contract/template'
import { t } from '../../i18n'
import { Menu, MenuItem, MenuLine } from '../../ui/menu'
import { say } from '../../ui/toast'
import { editRole, moveMessage, removeMessage } from './edits'
import { edit, useDocumentStore } from './store'

interface MessageRowProps {
  message: Message
  index: number
  last: number
  /** A text template has one message, and no role to name. */
  plain: boolean
  children: ReactNode
}

const writable = ['system', 'user', 'assistant'] as const

/** A message in the manuscript. Its role in the margin is also its menu. */
export function MessageRow({ message, index, last, plain, children }: MessageRowProps) {
  const store = useDocumentStore()
  const remove = () => {
    const before = store.getState().document
    edit(store, (now) => removeMessage(now, message.id))
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
                aria-label={t('editor.roleAndOrder', { role: t(`ui.role.${message.role}`) })}
                className="-ml-1 h-6 rounded-control px-1 text-small text-ink-2 hover:bg-hover hover:text-ink"
              >
                {t(`ui.role.${message.role}`)}
              </button>
            }
          >
            {message.role !== 'history' &&
              writable.map((role) => (
                <MenuItem key={role} onClick={() => edit(store, (now) => editRole(now, message.id, role))}>
                  {t(`ui.role.${role}`)}
                </MenuItem>
              ))}
            {message.role !== 'history' && <MenuLine />}
            <MenuItem
              icon={ArrowUp}
              disabled={index === 0}
              onClick={() => edit(store, (now) => moveMessage(now, message.id, -1))}
            >
              {t('editor.moveUp')}
            </MenuItem>
            <MenuItem
              icon={ArrowDown}
              disabled={index === last}
              onClick={() => edit(store, (now) => moveMessage(now, message.id, 1))}
            >
              {t('editor.moveDown')}
            </MenuItem>
            <MenuItem icon={Trash2} disabled={last === 0} onClick={remove}>
              {t('editor.removeMessage')}
            </MenuItem>
          </Menu>
        </div>
      )}
      <div className="max-w-[76ch] min-w-0 flex-1 border-l border-line-strong pl-4">
        {message.role === 'history' ? (
          <p className="text-manuscript text-ink-3 italic">{t('editor.historyStandsHere')}</p>
        ) : (
          children
        )}
      </div>
    </div>
  )
}
