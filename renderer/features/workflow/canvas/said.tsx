import { isKnownKind } from '../../../../core/workflow/registry'
import { t } from '../../../i18n'
import { faces } from '../faces'
import { useWorkflow } from '../store'
import { nameOf } from './look'

/** What somebody who hears the canvas is told of the node in hand. */
export function Said() {
  const words = useWorkflow(({ document, chosen }) => {
    if (chosen.size !== 1) return ''
    const node = document.nodes.find(({ id }) => chosen.has(id))
    if (!node) return ''
    const kind = isKnownKind(node.kind) ? t(faces[node.kind].name) : t('workflow.unknownKind')
    const ends = new Set(
      document.edges.filter(({ source }) => source === node.id).map(({ target }) => target),
    )
    const to = document.nodes.filter(({ id }) => ends.has(id)).map(nameOf)
    return to.length > 0
      ? t('workflow.nodeSaid', { name: nameOf(node), kind, to: to.join(', ') })
      : t('workflow.nodeSaidEnd', { name: nameOf(node), kind })
  })
  return (
    <p role="status" className="sr-only">
      {words}
    </p>
  )
}
