import clsx from 'clsx'
import { X } from 'lucide-react'
import { type FormEvent, type RefObject, useState } from 'react'
import { t } from '../../i18n'
import { Button } from '../../ui/button'
import { DialogActions } from '../../ui/dialog'
import { TextField } from '../../ui/field'
import { Icon } from '../../ui/icon'
import { toggled } from './filters'
import type { FormProps } from './mark-form'

/** As the contract has it. */
const longestTag = 80
const mostAdded = 20

const words = (text: string): string[] => [...new Set(text.split(/[\s,#]+/).filter(Boolean))]

interface TagFormProps extends FormProps {
  field: RefObject<HTMLInputElement | null>
  /** What some of the items bear. */
  tags: readonly string[]
}

/** Tags are written to be added, and pressed to be taken away. */
export function TagForm({ field, tags, count, onClose, onChange }: TagFormProps) {
  const [written, setWritten] = useState('')
  const [remove, setRemove] = useState<readonly string[]>([])
  const add = words(written)
  const long = add.find((word) => word.length > longestTag)
  const problem = long
    ? t('library.tagTooLong', { tag: long.slice(0, 20) })
    : add.length > mostAdded
      ? t('library.tagsTooMany', { most: mostAdded })
      : null
  const nothing = add.length + remove.length === 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (nothing || problem) return
    onClose()
    onChange({ do: 'tag', add, remove: [...remove] }, t('library.tagged', { count }))
  }
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField
        ref={field}
        label={t('library.tagsToAdd')}
        hint={t('library.tagsHint')}
        problem={problem}
        value={written}
        onChange={(event) => setWritten(event.target.value)}
      />
      {tags.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-medium">{t('library.tagsToRemove')}</legend>
          <div className="flex max-h-40 flex-wrap gap-1.5 overflow-auto p-1">
            {tags.map((tag) => (
              <Removable
                key={tag}
                tag={tag}
                away={remove.includes(tag)}
                onToggle={() => setRemove(toggled(remove, tag))}
              />
            ))}
          </div>
        </fieldset>
      )}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" type="submit" offBecause={nothing ? t('library.tagFirst') : null}>
          {t('library.tagItems', { count })}
        </Button>
      </DialogActions>
    </form>
  )
}

const Removable = ({ tag, away, onToggle }: { tag: string; away: boolean; onToggle: () => void }) => (
  <button
    type="button"
    aria-pressed={away}
    onClick={onToggle}
    className={clsx(
      'inline-flex h-[22px] max-w-64 items-center gap-1 rounded-control border px-2 text-small hover:bg-hover',
      away ? 'border-ink text-ink-2 line-through' : 'border-line-strong',
    )}
  >
    <span className="truncate" translate="no" dir="auto">
      {tag}
    </span>
    <Icon of={X} size={13} className="text-ink-3" />
  </button>
)
