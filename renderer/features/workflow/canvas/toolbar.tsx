import { useStore } from '@xyflow/react'
import {
  Ellipsis,
  Grid3x3,
  Group,
  Hand,
  ListTree,
  type LucideIcon,
  Map as MapIcon,
  Minus,
  MousePointer2,
  Plus,
  Search,
  StickyNote,
  WrapText,
} from 'lucide-react'
import type { CanvasCommandId } from '../../../../core/commands'
import { keyOf, runCommand } from '../../../app/commands'
import { t } from '../../../i18n'
import { IconButton } from '../../../ui/button'
import { Menu, MenuItem, MenuLine } from '../../../ui/menu'
import { useView } from '../view'

/** What is in the toolbar's menu, with a line between the groups. */
const more: readonly (readonly CanvasCommandId[])[] = [
  ['canvas.copy', 'canvas.cut', 'canvas.paste', 'canvas.duplicate', 'canvas.delete'],
  ['canvas.alignLeft', 'canvas.alignCentre', 'canvas.alignRight'],
  ['canvas.alignTop', 'canvas.alignMiddle', 'canvas.alignBottom', 'canvas.spreadX', 'canvas.spreadY'],
  ['canvas.ungroup', 'canvas.fold', 'canvas.subworkflow', 'canvas.mark', 'canvas.connect'],
  ['canvas.png', 'canvas.json', 'canvas.mermaid'],
]

/** What is done most on a canvas, at its lower left. */
export function Toolbar() {
  const { tool, snap, minimap, outline } = useView()
  return (
    <div
      role="toolbar"
      aria-label={t('workflow.tools')}
      className="popover absolute bottom-3 left-3 z-[var(--z-pane)] flex items-center gap-0.5 p-1"
    >
      <Tool of="canvas.add" icon={Plus} />
      <Tool of="canvas.pointer" icon={MousePointer2} pressed={tool === 'pointer'} />
      <Tool of="canvas.hand" icon={Hand} pressed={tool === 'hand'} />
      <Tool of="canvas.note" icon={StickyNote} />
      <Tool of="canvas.group" icon={Group} />
      <Tool of="canvas.layout" icon={WrapText} />
      <Tool of="canvas.snap" icon={Grid3x3} pressed={snap} />
      <Tool of="canvas.find" icon={Search} />
      <Tool of="canvas.minimap" icon={MapIcon} pressed={minimap} />
      <Tool of="canvas.outline" icon={ListTree} pressed={outline} />
      <Menu trigger={<IconButton icon={Ellipsis} label={t('workflow.more')} />}>
        {more.map((group, index) => (
          <div key={group[0]}>
            {index > 0 && <MenuLine />}
            {group.map((id) => (
              <MenuItem key={id} keys={keyOf(id)} onClick={() => runCommand(id)}>
                {t(`command.${id}`)}
              </MenuItem>
            ))}
          </div>
        ))}
      </Menu>
      <span className="mx-1 h-4 w-px bg-line-strong" />
      <Tool of="canvas.out" icon={Minus} />
      <Zoom />
      <Tool of="canvas.in" icon={Plus} />
    </div>
  )
}

function Tool({ of, icon, pressed }: { of: CanvasCommandId; icon: LucideIcon; pressed?: boolean }) {
  return (
    <IconButton
      icon={icon}
      label={t(`command.${of}`)}
      keys={keyOf(of)}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      onClick={() => runCommand(of)}
      className={pressed ? 'bg-hover text-ink' : ''}
    />
  )
}

/** How large the graph is seen; a press shows all of it. */
function Zoom() {
  const share = useStore(({ transform }) => Math.round(transform[2] * 100))
  return (
    <button
      type="button"
      onClick={() => runCommand('canvas.fit')}
      title={t('command.canvas.fit')}
      className="tabular h-6 min-w-12 rounded-control px-1 text-center text-small text-ink-2 hover:bg-hover"
    >
      {t('format.percent', { share })}
    </button>
  )
}
