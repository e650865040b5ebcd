import { getViewportForBounds, useReactFlow } from '@xyflow/react'
import { mermaid, workflowJson } from '../../../../core/workflow/export'
import { saveFile } from '../../../data/file'
import { t } from '../../../i18n'
import { sayProblem } from '../../../ui/toast'
import type { WorkflowStore } from '../store'

/** A picture is no larger than this, however large the graph. */
const longestEdge = 4_096
const margin = 32

/** Hands the graph to the browser as a file: a picture, JSON, or Mermaid. */
export function useExport(store: WorkflowStore, surface: React.RefObject<HTMLElement | null>) {
  const flow = useReactFlow()
  const picture = async () => {
    const sheet = surface.current?.querySelector<HTMLElement>('.react-flow__viewport')
    if (!sheet) return
    const plain = inked(sheet)
    try {
      const { toBlob } = await import('html-to-image')
      const bounds = flow.getNodesBounds(flow.getNodes())
      const scale = Math.min(2, longestEdge / Math.max(bounds.width + 2 * margin, bounds.height + 2 * margin))
      const width = Math.ceil((bounds.width + 2 * margin) * scale)
      const height = Math.ceil((bounds.height + 2 * margin) * scale)
      const view = getViewportForBounds(bounds, width, height, 0.01, 2, 0.02)
      const blob = await toBlob(sheet, {
        width,
        height,
        pixelRatio: 1,
        // Fonts are ours and installed nowhere else: they would have to be fetched, which the page may not.
        skipFonts: true,
        backgroundColor: getComputedStyle(sheet).getPropertyValue('--desk'),
        style: {
          width: `${width}px`,
          height: `${height}px`,
          transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})`,
        },
      })
      if (!blob) throw new Error('No picture came of it.')
      saveFile('workflow.png', blob)
    } catch {
      sayProblem(t('workflow.pictureFailed'))
    } finally {
      plain()
    }
  }
  return {
    'canvas.png': () => void picture(),
    'canvas.json': () => saveFile('workflow.json', workflowJson(store.getState().document)),
    'canvas.mermaid': () => saveFile('workflow.mmd', mermaid(store.getState().document)),
  }
}

/** What the picture's maker does not copy of drawn lines stands on them while it works; the dots are left out. */
function inked(sheet: HTMLElement): () => void {
  const drawn = [
    ...sheet.querySelectorAll<SVGElement>(
      '.react-flow__edge path, .react-flow__edge rect, .react-flow__edge text',
    ),
  ]
  for (const line of drawn) {
    const { fill, stroke, strokeWidth, font } = getComputedStyle(line)
    Object.assign(line.style, { fill, stroke, strokeWidth, font })
  }
  const surface = sheet.closest<HTMLElement>('.flow')
  if (surface) surface.dataset.plain = ''
  return () => {
    delete surface?.dataset.plain
    for (const line of drawn) line.removeAttribute('style')
  }
}
