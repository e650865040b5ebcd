import { useReactFlow } from '@xyflow/react'
import { useCommands } from '../../../app/commands'
import { removeChosen } from '../edits'
import { choose, type WorkflowStore } from '../store'

export const wholeView = { padding: 0.08, maxZoom: 1 }

/** What the commands of the canvas do to this one. */
export function useCanvasCommands(store: WorkflowStore): void {
  const flow = useReactFlow()
  useCommands({
    'canvas.delete': () => removeChosen(store),
    'canvas.all': () =>
      choose(
        store,
        store.getState().document.nodes.map(({ id }) => id),
      ),
    'canvas.fit': () => void flow.fitView(wholeView),
    'canvas.in': () => void flow.zoomIn(),
    'canvas.out': () => void flow.zoomOut(),
  })
}
