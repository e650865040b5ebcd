import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { ChevronRight, Search } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n'
import { Icon } from '../../ui/icon'
import { KeyCap } from '../../ui/key-cap'
import { keyOf, runCommand } from '../commands'
import { formIcons } from '../form-icons'
import { formOf } from '../layout'
import { openBeside, openItem } from '../split'
import { type Entry, type EntryGroup, useEntries } from './entries'
import { EntryPreview } from './preview'

interface PaletteProps {
  /** Whether commands are among what is found. */
  only: 'all' | 'items'
  onClose: () => void
}

/** Words find items of this workspace and commands; `>` finds commands alone. Enter opens or runs. */
export function Palette({ only, onClose }: PaletteProps) {
  const name = only === 'all' ? t('command.palette.open') : t('command.item.open')
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-[var(--z-dialog)] bg-scrim" />
        <Dialog.Popup
          aria-label={name}
          className="fixed top-[84px] left-1/2 z-[var(--z-dialog)] flex h-[min(570px,80vh)] w-[940px] max-w-[94vw] -translate-x-1/2 flex-col overflow-hidden rounded-dialog border border-line-strong bg-raised shadow-3"
        >
          <Finder only={only} name={name} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder({ only, name, onClose }: PaletteProps & { name: string }) {
  const [written, setWritten] = useState('')
  const [inHand, setInHand] = useState<Entry | null>(null)
  const { groups, total, more } = useEntries(written, only)
  const choose = (entry: Entry, beside = false) => {
    onClose()
    if (entry.kind === 'item') return beside ? openBeside(tabOf(entry)) : openItem(tabOf(entry))
    // After the palette has given the focus back: what the command opens takes it then.
    requestAnimationFrame(() => runCommand(entry.id))
  }
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      filter={null}
      autoHighlight="always"
      keepHighlight
      value={written}
      onValueChange={setWritten}
      itemToStringValue={(entry: Entry) => entry.name}
      onItemHighlighted={(entry) => setInHand((now) => (now?.id === entry?.id ? now : (entry ?? null)))}
    >
      <div className="flex h-[52px] shrink-0 items-center gap-3 border-b border-line px-4">
        <Icon of={Search} size={17} className="text-ink-2" />
        <Autocomplete.Input
          aria-label={name}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || inHand?.kind !== 'item') return
            event.preventDefault()
            event.preventBaseUIHandler()
            choose(inHand, true)
          }}
          placeholder={only === 'all' ? t('palette.placeholder') : t('palette.itemsPlaceholder')}
          className="h-10 min-w-0 flex-1 bg-transparent text-[17px] outline-none focus-visible:shadow-none focus-visible:outline-none"
        />
        {total !== null && (
          <span role="status" className="tabular shrink-0 text-small text-ink-3">
            {t(more ? 'palette.firstFound' : 'palette.found', { count: total })}
          </span>
        )}
        {inHand?.kind === 'item' && (
          <span className="flex shrink-0 items-center gap-1.5 text-small text-ink-3">
            {t('frame.openBeside')}
            <KeyCap of="Mod+Enter" />
          </span>
        )}
        <KeyCap of="Escape" />
      </div>
      <div className="flex min-h-0 flex-1">
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          {groups.length === 0 && total !== null && (
            <p className="px-4 pt-5 text-ink-2">{t('palette.nothing')}</p>
          )}
          <Autocomplete.List aria-label={t('palette.results')} className="min-h-0 flex-1 overflow-auto py-2">
            {(group: EntryGroup) => (
              <Autocomplete.Group key={group.name} items={group.items}>
                <Autocomplete.GroupLabel className="px-4 pt-2 pb-1 text-caption text-ink-3">
                  {t(`palette.${group.name}`)}
                </Autocomplete.GroupLabel>
                <Autocomplete.Collection>
                  {(entry: Entry) => (
                    <Autocomplete.Item
                      key={entry.id}
                      value={entry}
                      onClick={() => choose(entry)}
                      className="menu-row h-8 border-l-2 border-transparent data-highlighted:border-mark-line data-highlighted:bg-select"
                    >
                      <Line entry={entry} />
                    </Autocomplete.Item>
                  )}
                </Autocomplete.Collection>
              </Autocomplete.Group>
            )}
          </Autocomplete.List>
        </div>
        {inHand?.kind === 'item' && <EntryPreview key={inHand.id} item={inHand.item} />}
      </div>
    </Autocomplete.Root>
  )
}

const tabOf = ({ item }: Extract<Entry, { kind: 'item' }>) => ({
  id: item.id,
  title: item.title,
  form: formOf(item),
  preview: true,
})

function Line({ entry }: { entry: Entry }) {
  if (entry.kind === 'command') {
    const keys = keyOf(entry.id)
    return (
      <>
        <Icon of={ChevronRight} className="text-ink-2" />
        <span className="min-w-0 flex-1 truncate">{entry.name}</span>
        {keys && <KeyCap of={keys} />}
      </>
    )
  }
  const { item } = entry
  const icon = formIcons[formOf(item)]
  return (
    <>
      <Icon of={icon} className="text-ink-2" />
      <span translate="no" className="min-w-0 flex-1 truncate font-medium">
        {entry.name}
      </span>
    </>
  )
}
