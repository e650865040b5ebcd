import { type DragEvent, useEffect, useRef, useState } from 'react'
import { t } from '../../i18n'
import { useCommand } from '../commands'
import { useLayout } from '../layout'
import { usePlace } from '../location'
import { PaneEdge, usePaneWidth } from '../pane-edge'
import { focusSide, SideArea, useFocusedSide } from '../side'
import { closeBeside, openBeside, openInMain } from '../split'
import { Screen, useFetchedAhead } from './screen'
import { carriesTab, tabIn } from './tab-drag'

/** The screen, and the item in the column beside it where one was opened there. */
export function Sides() {
  useFetchedAhead()
  const place = usePlace()
  const main = place.at === 'item' ? place.id : null
  const beside = useBeside(main)
  useSplitCommands(main, beside)
  const width = usePaneWidth('beside')
  return (
    <main className="relative flex min-h-0 min-w-0 flex-1 bg-paper">
      <SideArea side="main">
        <Screen place={place} />
      </SideArea>
      {beside && (
        <div
          className={`relative flex min-w-0 shrink-0 border-l border-line-strong ${width ? '' : 'w-1/2'}`}
          style={width}
        >
          <SideArea side="beside">
            <Screen key={beside} place={{ at: 'item', id: beside }} />
          </SideArea>
          <PaneEdge pane="beside" at="left" />
        </div>
      )}
      <DropZones />
    </main>
  )
}

/** The item beside. An address may lead to it in the main column: then it gives way to what was shown there. */
function useBeside(main: string | null): string | null {
  const beside = useLayout((layout) => layout.beside)
  const before = useRef(main)
  useEffect(() => {
    if (beside !== null && beside === main) {
      const other = before.current === main ? null : before.current
      useLayout.setState({ beside: other })
    }
    before.current = main
  }, [main, beside])
  useEffect(() => {
    if (beside === null) useFocusedSide.setState({ side: 'main' })
  }, [beside])
  return beside === main ? null : beside
}

function useSplitCommands(main: string | null, beside: string | null) {
  const tabs = useLayout((layout) => layout.tabs)
  const side = useFocusedSide((focused) => focused.side)
  const tab = tabs.find(({ id }) => id === main)
  useCommand('split.open', tab && (side === 'main' || !beside) ? () => openBeside(tab) : null)
  useCommand('split.close', beside ? closeBeside : null)
  useCommand('split.focus', beside ? () => focusSide(side === 'main' ? 'beside' : 'main') : null)
}

/** While a tab is dragged each half of the window takes it. */
function DropZones() {
  const [dragging, setDragging] = useState(false)
  useEffect(() => {
    // What changes below the pointer as a drag begins would end it.
    const begin = (event: globalThis.DragEvent) => {
      if (carriesTab(event.dataTransfer)) setTimeout(() => setDragging(true))
    }
    const end = () => setTimeout(() => setDragging(false))
    window.addEventListener('dragstart', begin)
    window.addEventListener('dragend', end)
    window.addEventListener('drop', end)
    return () => {
      window.removeEventListener('dragstart', begin)
      window.removeEventListener('dragend', end)
      window.removeEventListener('drop', end)
    }
  }, [])
  if (!dragging) return null
  return (
    <div aria-hidden className="absolute inset-0 z-[var(--z-drag)] flex">
      <DropZone label={t('frame.openHere')} onTab={openInMain} />
      <DropZone label={t('frame.openBeside')} onTab={openBeside} />
    </div>
  )
}

function DropZone({ label, onTab }: { label: string; onTab: typeof openBeside }) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const id = tabIn(event.dataTransfer)
    const tab = useLayout.getState().tabs.find((each) => each.id === id)
    if (tab) onTab(tab)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to let go of a tab; the keyboard has its commands.
    <div
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      className={`m-2 grid flex-1 place-items-center rounded-control border-2 border-dashed font-medium ${over ? 'border-ink bg-raised/85' : 'border-transparent text-transparent'}`}
    >
      {label}
    </div>
  )
}
