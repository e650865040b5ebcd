import type { WorkflowNode } from '../../../../contract/workflow'
import type { Size } from '../../../../core/workflow/edit/place'
import { isKnownKind, readNode } from '../../../../core/workflow/registry'
import { faces } from '../faces'
import { nameOf } from './look'

const usualWidth = 150
const head = 32
const line = 16
const foot = 24
/** From one port to the next, and from the node's upper edge to the first. */
export const portStep = 20
export const firstPort = 16
const mostLines = 3
/** How wide a letter of the node's text is, and what stands beside the text. */
const letter = 6.62
const inset = 22
/** What lies in a folded group is drawn as a box. */
const foldedGroup: Size = { width: 150, height: 58 }
const openGroup: Size = { width: 320, height: 200 }

const known = new WeakMap<WorkflowNode, Size>()

export function sizeOf(node: WorkflowNode): Size {
  const size = known.get(node) ?? measured(node)
  known.set(node, size)
  return size
}

const widthOf = ({ width, kind }: WorkflowNode): number => width ?? (kind === 'note' ? 200 : usualWidth)

const perLine = (width: number): number => Math.floor((width - inset) / letter)

function measured(node: WorkflowNode): Size {
  if (node.kind === 'group') {
    if (node.folded) return foldedGroup
    return { width: node.width ?? openGroup.width, height: node.height ?? openGroup.height }
  }
  const width = widthOf(node)
  const lines = linesOf(summaryOf(node), perLine(width))
  if (node.kind === 'note') return { width, height: Math.max(lines, 1) * 20 + 8 }
  const { inputs, outputs } = readNode(node)
  const ports = firstPort + portStep * Math.max(inputs.length, outputs.length) - 4
  const body = lines === 0 ? 0 : lines * line + 8
  return { width, height: Math.max(head + body + foot, ports) }
}

/** What a node says of itself below its name. */
export const summaryOf = ({ kind, settings }: WorkflowNode): string =>
  isKnownKind(kind) ? faces[kind].summary(settings) : ''

/** Whether what a node says of itself may not fit below its name. */
export const isCut = (node: WorkflowNode): boolean =>
  linesOf(summaryOf(node), perLine(widthOf(node))) >= mostLines

/** How wide a letter of a node's name is, seldom more, and what stands beside the name. */
const nameLetter = 8.2
const besideName = 50

/** Whether a node's name may not fit into its head. */
export const isLongName = (node: WorkflowNode): boolean =>
  nameOf(node).length * nameLetter > widthOf(node) - besideName

/** How many lines a text takes in letters of one width, as the browser breaks it. */
export function linesOf(text: string, perLine: number, most = mostLines): number {
  if (text === '') return 0
  let lines = 0
  for (const paragraph of text.split('\n')) {
    lines += 1
    let room = perLine
    for (const word of paragraph.split(/(?<=\s)/)) {
      const length = word.trimEnd().length
      if (length > room && room < perLine) {
        lines += 1
        room = perLine
      }
      lines += Math.max(0, Math.ceil(length / perLine) - 1)
      room -= word.length > perLine ? word.length % perLine : word.length
      if (lines >= most) return most
    }
  }
  return Math.min(lines, most)
}
