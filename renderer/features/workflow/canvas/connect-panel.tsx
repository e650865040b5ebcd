import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { WorkflowDocument } from '../../../../contract/workflow'
import { connect } from '../../../../core/workflow/edit/connect'
import { type End, endsOf, fittingPort } from '../../../../core/workflow/edit/fits'
import { readNode } from '../../../../core/workflow/registry'
import { edit } from '../../../data/draft/store'
import { t } from '../../../i18n'
import { faces } from '../faces'
import { nodesInHand, showPanel, useWorkflow, useWorkflowStore, type WorkflowStore } from '../store'
import { type Choice, ChoiceList, narrowed } from './choice-list'
import { nameOf, shapeOf } from './look'

/** Connects the node in hand from the keyboard: first its port, then what the edge leads to. */
export function ConnectPanel() {
  const store = useWorkflowStore()
  const open = useWorkflow(({ panel }) => panel?.is === 'connect')
  const [nodeId] = [...nodesInHand(store.getState())]
  return open && nodeId ? <Connect store={store} nodeId={nodeId} /> : null
}

const upper = { x: 96, y: 140 }

function Connect({ store, nodeId }: { store: WorkflowStore; nodeId: string }) {
  const document = useWorkflow((state) => state.document)
  const [from, setFrom] = useState<End | null>(() => onlyEnd(document, nodeId))
  const [words, setWords] = useState('')
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return null
  const all = from ? targets(document, from) : ends(document, nodeId)
  const close = () => showPanel(store, null)
  const take = (id: string) => {
    setWords('')
    if (!from) return setFrom(endOf(nodeId, id))
    const other = document.nodes.find((each) => each.id === id)
    const port = other && fittingPort(document, from, other)
    const joined = port && connect(document, { id: uuidv7(), ...endsOf(from, id, port) })
    if (joined && 'document' in joined) edit(store, () => joined.document)
    close()
  }
  const name = nameOf(node)
  return (
    <ChoiceList
      key={from?.port ?? ''}
      label={from ? t('workflow.connectTo', { name, port: from.port }) : t('workflow.connectFrom', { name })}
      words={words}
      onWords={setWords}
      choices={narrowed(all, words)}
      none={from ? t('workflow.nothingFits') : t('workflow.noPorts')}
      at={upper}
      onChoose={take}
      onClose={close}
    />
  )
}

/** A port as the id of a choice, and back. */
const idOf = ({ way, port }: Pick<End, 'way' | 'port'>) => `${way} ${port}`
function endOf(nodeId: string, id: string): End {
  return { nodeId, way: id.startsWith('out ') ? 'out' : 'in', port: id.slice(id.indexOf(' ') + 1) }
}

function endsOfNode(document: WorkflowDocument, nodeId: string): End[] {
  const node = document.nodes.find(({ id }) => id === nodeId)
  if (!node) return []
  const { inputs, outputs } = readNode(node)
  return [
    ...outputs.map(({ name }): End => ({ nodeId, port: name, way: 'out' })),
    ...inputs.map(({ name }): End => ({ nodeId, port: name, way: 'in' })),
  ]
}

const onlyEnd = (document: WorkflowDocument, nodeId: string): End | null => {
  const all = endsOfNode(document, nodeId)
  return all.length === 1 ? (all[0] ?? null) : null
}

function ends(document: WorkflowDocument, nodeId: string): Choice[] {
  return endsOfNode(document, nodeId).map((end) => ({
    id: idOf(end),
    name: end.port,
    icon: faces[end.way === 'out' ? 'output' : 'input'].icon,
    note: t(end.way === 'out' ? 'workflow.gives' : 'workflow.takes'),
  }))
}

function targets(document: WorkflowDocument, from: End): Choice[] {
  return document.nodes.flatMap((node) => {
    const port = fittingPort(document, from, node)
    const icon = shapeOf(node)
    return port === null || icon === null ? [] : [{ id: node.id, name: nameOf(node), icon, note: port }]
  })
}
