import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { Check, ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { EntitySummary } from '../../../../contract/entity'
import { useSettled } from '../../../data/settled'
import { useStudio } from '../../../data/studio'
import { t } from '../../../i18n'
import { Labelled } from '../../../ui/field'
import { Icon } from '../../../ui/icon'

export type ChoosableType = 'template' | 'context' | 'variable_set' | 'workflow'

interface ItemChoiceProps {
  label: string
  type: ChoosableType
  /** What is chosen: its id, and its title where that is known. */
  chosen: { readonly id: string; readonly title: string } | null
  /** That cannot be chosen: the workflow itself. */
  without: string
  problem: string | null
  onChoose: (id: string) => void
}

interface Choice {
  readonly id: string
  readonly title: string
}

const most = 50

/** An item of the library, found by its name or words. */
export function ItemChoice({ label, type, chosen, without, problem, onChoose }: ItemChoiceProps) {
  const [open, setOpen] = useState(false)
  const [written, setWritten] = useState('')
  const { items, more, waiting } = useFound(type, written, open, without)
  return (
    <Labelled label={label} problem={problem}>
      {({ id, ...described }) => (
        <Combobox.Root
          items={items}
          filter={null}
          value={chosen}
          open={open}
          onOpenChange={(next) => {
            setOpen(next)
            if (next) setWritten('')
          }}
          inputValue={written}
          onInputValueChange={setWritten}
          itemToStringLabel={(item: Choice) => item.title}
          isItemEqualToValue={(item: Choice, value: Choice) => item.id === value.id}
          onValueChange={(item: Choice | null) => item && onChoose(item.id)}
        >
          <Combobox.Trigger
            id={id}
            {...described}
            aria-label={label}
            className="flex h-7 w-full items-center gap-1.5 rounded-t-control border-b border-rule bg-well px-2.5 text-left"
          >
            <span
              translate={chosen ? 'no' : undefined}
              className={`min-w-0 flex-1 truncate ${chosen ? '' : 'text-ink-3'}`}
            >
              {chosen?.title ?? t('nodeForm.chooseItem')}
            </span>
            <Icon of={ChevronDown} size={13} className="text-ink-3" />
          </Combobox.Trigger>
          <Combobox.Portal>
            <Combobox.Positioner sideOffset={4} align="start" className="z-[var(--z-palette)]">
              <Combobox.Popup
                aria-label={label}
                className="popover flex max-h-80 w-[max(var(--anchor-width),280px)] flex-col"
              >
                <Combobox.Input
                  aria-label={t('nodeForm.findItem')}
                  placeholder={t('nodeForm.findItem')}
                  className="focus-inside m-1 h-7 shrink-0 rounded-control bg-well px-2.5"
                />
                {!waiting && items.length === 0 && (
                  <p role="status" className="px-3 py-2 text-small text-ink-2">
                    {t(written.trim() ? 'nodeForm.foundNone' : 'nodeForm.noneYet')}
                  </p>
                )}
                <Combobox.List className="min-h-0 flex-1 overflow-auto py-1">
                  {(item: Choice) => (
                    <Combobox.Item key={item.id} value={item} className="menu-row">
                      <span translate="no" className="min-w-0 flex-1 truncate">
                        {item.title}
                      </span>
                      <Combobox.ItemIndicator>
                        <Icon of={Check} size={13} />
                      </Combobox.ItemIndicator>
                    </Combobox.Item>
                  )}
                </Combobox.List>
                {more && (
                  <p className="border-t border-line px-3 py-1.5 text-caption text-ink-3">
                    {t('nodeForm.firstShown', { count: items.length })}
                  </p>
                )}
              </Combobox.Popup>
            </Combobox.Positioner>
          </Combobox.Portal>
        </Combobox.Root>
      )}
    </Labelled>
  )
}

/** The items of a type that have these words, the last changed first. */
function useFound(type: ChoosableType, written: string, open: boolean, without: string) {
  const { queries } = useStudio()
  const filter = useSettled(written.trim(), 150)
  const input = { types: [type], deep: true, limit: most, ...(filter ? { filter } : {}) }
  const { data } = useQuery({
    ...queries.entity.list.queryOptions({ input }),
    enabled: open,
    placeholderData: (before) => before,
  })
  const items = (data?.items ?? [])
    .filter(({ id }) => id !== without)
    .map(({ id, title }: EntitySummary): Choice => ({ id, title }))
  return { items, more: Boolean(data?.next), waiting: !data }
}
