import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type WorkflowNode, workflowDocument } from '../../../../contract/workflow'
import { sizeOf } from '../canvas/size'

const { items }: { items: { slug: string; type: string; document: unknown }[] } = JSON.parse(
  readFileSync('resources/starter/library.json', 'utf8'),
)

const overlap = (a: WorkflowNode, b: WorkflowNode): boolean => {
  const [left, right] = [sizeOf(a), sizeOf(b)]
  const apart = 16
  return (
    a.x < b.x + right.width + apart &&
    b.x < a.x + left.width + apart &&
    a.y < b.y + right.height + apart &&
    b.y < a.y + left.height + apart
  )
}

describe('the canvases of the starter library', () => {
  it.each(items.filter(({ type }) => type === 'workflow'))(
    '$slug: no node touches another',
    ({ document }) => {
      const { nodes } = workflowDocument.parse(document)
      const touching = nodes.flatMap((a, index) =>
        nodes.slice(index + 1).flatMap((b) => (overlap(a, b) ? [`${a.label} and ${b.label}`] : [])),
      )
      expect(touching).toEqual([])
    },
  )
})
