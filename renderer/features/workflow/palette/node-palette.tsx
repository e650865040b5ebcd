import { useReactFlow } from '@xyflow/react'
import { useState } from 'react'
import { type NodeKind, nodeKinds } from '../../../../contract/workflow'
import { t } from '../../../i18n'
import { wellClass } from '../../../ui/field'
import { Icon } from '../../../ui/icon'
import { carryKind } from '../canvas/carry'
import { addInView } from '../edits'
import { faces } from '../faces'
import { useWorkflowStore } from '../store'

/** Every kind of node: dragged to where it goes, or put into the middle of the view with a press. */
export function NodePalette() {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const [words, setWords] = useState('')
  const begins = (kind: NodeKind) =>
    t(faces[kind].name).toLocaleLowerCase().startsWith(words.trim().toLocaleLowerCase())
  const found = nodeKinds
    .filter((kind) => holds(t(faces[kind].name), words))
    .sort((a, b) => Number(begins(b)) - Number(begins(a)))
  return (
    <section
      aria-label={t('workflow.palette')}
      className="flex w-[168px] shrink-0 flex-col border-r border-line bg-panel"
    >
      <div className="p-2">
        <input
          data-find-kind
          aria-label={t('workflow.findKind')}
          placeholder={t('workflow.findKind')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found
            if (event.key === 'Enter' && first) {
              addInView(store, flow, first)
              setWords('')
            }
            if (event.key === 'Escape') {
              // Esc backs out one level: the words, then the field; it stops no run.
              event.preventDefault()
              if (words !== '') setWords('')
              else event.currentTarget.closest('[data-panes]')?.querySelector<HTMLElement>('.flow')?.focus()
            }
          }}
          className={`${wellClass()} h-7`}
        />
      </div>
      <ul className="min-h-0 flex-1 overflow-auto pb-2">
        {found.map((kind) => (
          <li key={kind}>
            <Kind kind={kind} onAdd={() => addInView(store, flow, kind)} />
          </li>
        ))}
        {found.length === 0 && <li className="px-3 py-1 text-small text-ink-3">{t('workflow.noKind')}</li>}
      </ul>
    </section>
  )
}

function Kind({ kind, onAdd }: { kind: NodeKind; onAdd: () => void }) {
  const { icon, family, name } = faces[kind]
  return (
    <button
      type="button"
      draggable
      onDragStart={(event) => carryKind(event.dataTransfer, kind)}
      onClick={onAdd}
      data-family={family}
      className="focus-inside flex h-7 w-full items-center gap-2 px-3 text-left hover:bg-hover"
    >
      <span className="flow-glyph">
        <Icon of={icon} size={13} />
      </span>
      <span className="truncate">{t(name)}</span>
    </button>
  )
}

function holds(name: string, words: string): boolean {
  const low = name.toLocaleLowerCase()
  return words
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => low.includes(word))
}
