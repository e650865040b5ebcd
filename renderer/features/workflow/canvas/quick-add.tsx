import { useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { NodeKind } from '../../../../contract/workflow'
import { connect } from '../../../../core/workflow/edit/connect'
import { endsOf, fittingKinds, fittingPort } from '../../../../core/workflow/edit/fits'
import { addNode, onCanvas } from '../../../../core/workflow/edit/nodes'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { newNode } from '../edits'
import { faces } from '../faces'
import { choose, type Dangling, showPanel, useWorkflow, useWorkflowStore, type WorkflowStore } from '../store'
import { type Choice, ChoiceList, narrowed } from './choice-list'

/** What may stand at the end of an edge that was let go over the empty canvas. */
export function QuickAdd() {
  const store = useWorkflowStore()
  const from = useWorkflow(({ panel }) => (panel?.is === 'quick' ? panel.from : null))
  return from ? <Offer key={`${from.nodeId} ${from.port}`} store={store} from={from} /> : null
}

function Offer({ store, from }: { store: WorkflowStore; from: Dangling }) {
  const [words, setWords] = useState('')
  const kinds = useMemo(() => fittingKinds(store.getState().document, from), [store, from])
  const choices = kinds.map((kind): Choice => {
    const { name, icon, family } = faces[kind]
    return { id: kind, name: t(name), icon, family }
  })
  const take = (id: string) => {
    const kind = kinds.find((each) => each === id)
    if (kind) addFrom(store, from, kind)
  }
  return (
    <ChoiceList
      label={t('workflow.quickAdd')}
      words={words}
      onWords={setWords}
      choices={narrowed(choices, words)}
      none={t('workflow.nothingFits')}
      at={from.screen}
      onChoose={take}
      onClose={() => showPanel(store, null)}
    />
  )
}

/** A new node at the end of the edge, joined to it by the first port that fits. */
function addFrom(store: WorkflowStore, from: Dangling, kind: NodeKind): void {
  showPanel(store, null)
  const node = newNode(kind, from.at)
  // The edge ends where it was let go: the node lies behind that, or before it.
  const half = from.at.x - node.x
  const placed = { ...node, x: onCanvas(node.x + (from.way === 'out' ? half : -half)) }
  edit(store, (document) => {
    const port = fittingPort(document, from, placed)
    if (port === null) return document
    const joined = connect(addNode(document, placed), { id: uuidv7(), ...endsOf(from, node.id, port) })
    return 'refused' in joined ? document : joined.document
  })
  choose(store, [node.id])
}
