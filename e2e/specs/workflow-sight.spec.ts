import { expect, test } from '../fixtures/test'
import { graph, putWorkflow, triage } from '../fixtures/workflows'
import { RunPane } from '../pages/run-pane'
import { StudioPage } from '../pages/studio-page'
import { WorkflowPage } from '../pages/workflow'

test.use({ viewport: { width: 1280, height: 800 } })

test('the graph stays in sight: beside a pane that opens, as it grows, and where a part of its run is taken in hand', async ({
  page,
  studio,
}) => {
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  await putWorkflow(client, 'Triage', triage())
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Triage').dblclick()
  const canvas = await WorkflowPage.shown(page, 'Triage')
  const run = new RunPane(page)

  // A pane that opens takes room from the canvas; the whole graph is in what is left.
  await run.show('Inputs')
  for (const name of ['Question', 'Answer']) await canvas.expectInSight(name)

  // The pane is as high as somebody made it, and is so again in the next window.
  const edge = page.getByRole('separator', { name: 'Height of the run' })
  await edge.focus()
  const before = Number(await edge.getAttribute('aria-valuenow'))
  await page.keyboard.press('ArrowUp')
  await expect(edge).toHaveAttribute('aria-valuenow', `${before + 16}`)
  for (const name of ['Question', 'Answer']) await canvas.expectInSight(name)

  // The whole run: a part that is taken in hand is a node, and a node is its part.
  await run.pane
    .getByRole('textbox', { name: 'question' })
    .fill('Where does the long and winding river meet the sea?')
  await run.runButton.click()
  await run.expectStatus('Success')
  await run.show('Tree')
  await canvas.node('Is long').click()
  await expect(run.part('Is long')).toHaveAttribute('aria-selected', 'true')
  await run.show('Timeline')
  await expect(run.part('Is long')).toHaveAttribute('aria-selected', 'true')
  await run.part('Question').click()
  await expect(canvas.node('Question').locator('.flow-card')).toHaveAttribute('data-chosen', 'true')

  // What is added lies beside the others and is shown, also where it goes beyond the edge.
  await canvas.node('Answer').click()
  for (const kind of ['Delay', 'Text', 'Score']) {
    await canvas.kind(kind).click()
    await canvas.expectInSight(kind)
  }
  await page.setViewportSize({ width: 1000, height: 800 })
  const telling = page.getByRole('combobox', { name: 'What the nodes tell' })
  await telling.click()
  await page.getByRole('option', { name: 'Time' }).click()
  await expect(telling).toContainText('Time')

  await page.setViewportSize({ width: 1280, height: 800 })
  await StudioPage.comeBack(page, page.url())
  await WorkflowPage.shown(page, 'Triage')
  await run.show('Inputs')
  await expect(edge).toHaveAttribute('aria-valuenow', `${before + 16}`)
})

test('Esc closes what lies over the canvas and leaves the run alone; a save waits for the layout', async ({
  page,
  studio,
}) => {
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const slow = graph(
    [
      { kind: 'text', label: 'Begin', settings: { text: 'Once' }, x: 0, y: 0 },
      { kind: 'delay', label: 'Wait', settings: { seconds: 60 }, x: 0, y: 300 },
      {
        kind: 'output',
        label: 'End',
        settings: { fields: [{ name: 'end', type: { kind: 'any' } }] },
        x: 0,
        y: 600,
      },
    ],
    ['Begin.text > Wait.value', 'Wait.value > End.end'],
  )
  await putWorkflow(client, 'Slow', slow)
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Slow').dblclick()
  const canvas = await WorkflowPage.shown(page, 'Slow')
  const run = new RunPane(page)
  await canvas.focus()
  await page.keyboard.press('l')
  await page.keyboard.press('ControlOrMeta+s')
  await canvas.expectVersion(2)
  await expect(page.getByRole('contentinfo')).toContainText('Version 2 saved')

  await run.runButton.click()
  await run.expectStatus('Running')
  await canvas.focus()
  await page.keyboard.press('ControlOrMeta+f')
  const find = canvas.canvas.getByRole('textbox', { name: 'Find a node' })
  await find.fill('wait')
  await page.keyboard.press('Escape')
  await expect(find).toHaveCount(0)
  await page.getByRole('region', { name: 'Kinds of nodes' }).getByRole('textbox').fill('del')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await expect(canvas.canvas).toBeFocused()
  await run.expectStatus('Running')
  await page.keyboard.press('Escape')
  await run.expectStatus('Cancelled')
})
