import { uuidv7 } from 'uuidv7'
import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { putWorkflow, triage } from '../fixtures/workflows'
import { StudioPage } from '../pages/studio-page'
import { middleOf, WorkflowPage } from '../pages/workflow'

const undo = 'ControlOrMeta+z'

test('a graph is drawn with the mouse: kinds, edges and their refusal, moved, taken back, saved and found after a crash', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  await putWorkflow(client, 'Triage', triage())
  await window.row('Triage').dblclick()
  const graph = await WorkflowPage.shown(page, 'Triage')
  await expect(graph.edges).toHaveCount(3)

  // An edge that would close a circle is refused while it is drawn, in a sentence.
  await graph.pull(graph.port('Is long', 'no', 'out'), graph.port('Ask', 'question', 'in'))
  await expect(page.getByText('is connected already', { exact: false })).toBeVisible()
  await page.mouse.up()
  await expect(graph.edges).toHaveCount(3)

  // Let go over the empty canvas it offers what fits.
  const end = await middleOf(graph.node('Is long'))
  await graph.drag(graph.port('Is long', 'no', 'out'), { x: end.x + 60, y: end.y + 190 })
  const offer = page.getByRole('dialog', { name: 'Which node takes it?' })
  await offer.getByRole('combobox').fill('delay')
  await offer.getByRole('combobox').press('Enter')
  await graph.expectSize(6, 4)
  await expect(graph.node('Delay')).toBeVisible()

  await graph.kind('Score').click()
  await graph.expectSize(7, 4)
  await graph.canvas.press(undo)
  await graph.expectSize(6, 4)

  // Dropped on an edge it comes between the two ends.
  const [from, to] = [await middleOf(graph.node('Question')), await middleOf(graph.node('Ask'))]
  const surface = await graph.canvas.boundingBox()
  const port = await middleOf(graph.port('Ask', 'question', 'in'))
  await graph.kind('Delay').dragTo(graph.canvas, {
    targetPosition: { x: (from.x + to.x) / 2 - (surface?.x ?? 0), y: port.y - (surface?.y ?? 0) },
  })
  await graph.expectSize(7, 5)
  await graph.canvas.press(undo)
  await graph.expectSize(6, 4)

  const before = await middleOf(graph.node('Delay'))
  await graph.drag(graph.node('Delay').locator('.flow-head'), { x: before.x + 80, y: before.y + 40 })
  await expect
    .poll(async () => Math.round((await middleOf(graph.node('Delay'))).x - before.x))
    .toBeGreaterThan(40)
  await graph.canvas.press(undo)
  await expect.poll(async () => Math.abs((await middleOf(graph.node('Delay'))).x - before.x)).toBeLessThan(2)

  await expect(page.getByRole('contentinfo')).toContainText('Draft saved')
  await studio.kill()
  const again = await StudioPage.comeBack(page, await studio.start())
  const back = await WorkflowPage.shown(again.page, 'Triage')
  await back.expectSize(6, 4)
  await back.save()
  await back.expectVersion(2)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await barriersOn(page), colorScheme).toEqual([])
  }
})

test('a graph is drawn with the keyboard alone: added, joined, walked, moved, copied, grouped and taken out', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putWorkflow(client, 'Keys', triage())
  await window.row('Keys').dblclick()
  const graph = await WorkflowPage.shown(page, 'Keys')
  await graph.focus()
  const said = graph.canvas.getByRole('status').last()
  await page.keyboard.press('ArrowRight')
  await expect(said).toHaveText(/^Question, Input, leads to Ask$/)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect(said).toHaveText(/^Is long, Condition/)

  // Another node is added and joined.
  await page.keyboard.press('a')
  await page.keyboard.type('delay')
  await page.keyboard.press('Enter')
  await graph.focus()
  await page.keyboard.press('c')
  const list = page.getByRole('dialog')
  await list.getByRole('combobox').fill('value')
  await page.keyboard.press('Enter')
  await expect(list.getByRole('combobox')).toHaveAccessibleName(/Where does value/)
  await page.keyboard.press('Escape')
  await graph.expectSize(6, 3)

  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('ControlOrMeta+d')
  await graph.expectSize(12, 6)
  await page.keyboard.press('ControlOrMeta+g')
  await graph.expectSize(13, 6)
  await page.keyboard.press('e')
  await expect(graph.node('Delay')).toHaveCount(1)
  await page.keyboard.press('e')
  await page.keyboard.press('Delete')
  await graph.expectSize(12, 6)
  await page.keyboard.press('l')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('ControlOrMeta+s')
  await graph.expectVersion(2)
  const { document } = await client.entity.get({ id })
  expect(document.kind === 'workflow' && document.nodes.length).toBe(12)
})

test('what somebody saved in between is laid beside mine, and nothing is written until one is chosen', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putWorkflow(client, 'Shared', triage())
  await window.row('Shared').dblclick()
  const graph = await WorkflowPage.shown(page, 'Shared')
  await graph.kind('Delay').click()
  await graph.expectSize(6, 3)
  const { rowVersion, document } = await client.entity.get({ id })
  if (document.kind !== 'workflow') throw new Error('It is no workflow.')
  const theirs = { ...document, nodes: document.nodes.map((node) => ({ ...node, label: `${node.label}!` })) }
  await client.entity.save({ commandId: uuidv7(), id, rowVersion, document: theirs, message: null })
  const both = page.getByRole('alert').filter({ hasText: 'Nothing of either is lost' })
  await both.getByRole('button', { name: 'Compare both' }).click()
  const dialog = page.getByRole('dialog', { name: 'Compare both' })
  await expect(dialog.getByRole('list', { name: 'What differs' })).toContainText('Added')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await both.getByRole('button', { name: 'Take version 2' }).click()
  await expect(graph.node('Ask!')).toBeVisible()
  await graph.expectSize(5, 3)
})
