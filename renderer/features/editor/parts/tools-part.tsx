import { Plus, RotateCcw, Trash2, Wrench } from 'lucide-react'
import { useState } from 'react'
import type { Tool } from '../../../../contract/template'
import { t } from '../../../i18n'
import { Button, IconButton } from '../../../ui/button'
import { Icon } from '../../../ui/icon'
import { Section } from '../../../ui/section'
import type { PartProps } from './own'
import { ToolDialog } from './tool-dialog'

/** Tools that the model may call; one of the base is overridden by its name. */
export function ToolsPart({ document, base, change }: PartProps) {
  const [open, setOpen] = useState<Tool | 'new' | null>(null)
  const mine = new Set(document.tools.map(({ name }) => name))
  const followed = (base?.tools ?? []).filter(({ name }) => !mine.has(name))
  const overrides = new Set(base?.tools.map(({ name }) => name))
  const remove = (name: string) =>
    change((now) => ({ ...now, tools: now.tools.filter((tool) => tool.name !== name) }))
  const put = (tool: Tool, old: string | null) =>
    change((now) => {
      const known = now.tools.some(({ name }) => name === old)
      const tools = known ? now.tools.map((each) => (each.name === old ? tool : each)) : [...now.tools, tool]
      return { ...now, tools }
    })
  const count = document.tools.length + followed.length
  return (
    <Section title={t('editor.toolsTitle')} note={count > 0 ? String(count) : undefined}>
      <ul className="space-y-1">
        {[...document.tools, ...followed].map((tool) => (
          <li key={tool.name} className="flex items-center gap-1.5">
            <Icon of={Wrench} size={13} className="text-ink-2" />
            <button
              type="button"
              onClick={() => setOpen(tool)}
              className="min-w-0 flex-1 truncate rounded-control px-1 text-left font-mono text-small hover:bg-hover"
            >
              {tool.name}
            </button>
            {!mine.has(tool.name) && (
              <span className="text-caption text-ink-3">{t('editor.followsBase')}</span>
            )}
            {mine.has(tool.name) && (
              <IconButton
                icon={overrides.has(tool.name) ? RotateCcw : Trash2}
                label={
                  overrides.has(tool.name)
                    ? t('editor.resetToBase')
                    : t('editor.removeTool', { name: tool.name })
                }
                onClick={() => remove(tool.name)}
              />
            )}
          </li>
        ))}
      </ul>
      <Button small icon={Plus} onClick={() => setOpen('new')}>
        {t('editor.addTool')}
      </Button>
      {open && (
        <ToolDialog
          tool={open === 'new' ? null : open}
          taken={new Set([...mine].filter((name) => open === 'new' || name !== open.name))}
          onClose={() => setOpen(null)}
          onSave={(tool) => {
            put(tool, open === 'new' ? null : open.name)
            setOpen(null)
          }}
        />
      )}
    </Section>
  )
}
