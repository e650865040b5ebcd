import { useReactFlow } from '@xyflow/react'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { t } from '../../../i18n'
import { IconButton } from '../../../ui/button'
import { showPanel, useWorkflow, useWorkflowStore } from '../store'
import { nameOf } from './look'
import { summaryOf } from './size'
import { showNode } from './use-canvas-commands'

/** Finds nodes by name, kind and what was written into them; Enter goes to the next one. */
export function Find({ onClose }: { onClose: () => void }) {
  const store = useWorkflowStore()
  const flow = useReactFlow()
  const nodes = useWorkflow((state) => state.document.nodes)
  const [words, setWords] = useState('')
  const [at, setAt] = useState(-1)
  const found = useMemo(() => {
    const low = words.trim().toLocaleLowerCase()
    if (low === '') return []
    return nodes.filter((node) =>
      `${nameOf(node)} ${nameOf({ ...node, label: '' })} ${summaryOf(node)}`
        .toLocaleLowerCase()
        .includes(low),
    )
  }, [nodes, words])
  const go = (by: 1 | -1) => {
    if (found.length === 0) return
    const next = (Math.max(at, by === 1 ? -1 : 0) + by + found.length) % found.length
    const node = found[next]
    setAt(next)
    if (node) showNode(store, flow, node.id)
  }
  return (
    <search className="popover absolute top-3 right-3 z-[var(--z-pane)] flex items-center gap-1 p-1">
      <input
        // biome-ignore lint/a11y/noAutofocus: it comes when it is asked for.
        autoFocus
        aria-label={t('command.canvas.find')}
        placeholder={t('command.canvas.find')}
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(-1)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') go(event.shiftKey ? -1 : 1)
        }}
        className="h-6 w-44 rounded-control bg-well px-2 text-small"
      />
      <span role="status" className="tabular min-w-14 px-1 text-center text-small text-ink-3">
        {words.trim() === '' ? '' : t('workflow.foundOf', { at: at + 1, count: found.length })}
      </span>
      <IconButton icon={ChevronUp} label={t('workflow.findBefore')} onClick={() => go(-1)} />
      <IconButton icon={ChevronDown} label={t('workflow.findNext')} onClick={() => go(1)} />
      <IconButton icon={X} label={t('workflow.closeFind')} onClick={onClose} />
    </search>
  )
}

export const FindPanel = () => {
  const store = useWorkflowStore()
  return useWorkflow((state) => state.panel?.is === 'find') ? (
    <Find
      onClose={() => {
        showPanel(store, null)
        document.querySelector<HTMLElement>('.flow[tabindex]')?.focus()
      }}
    />
  ) : null
}
