import { uuidv7 } from 'uuidv7'
import type { StudioClient } from '../../main/socket/client'
import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { graph, putWorkflow } from '../fixtures/workflows'
import { RunPane } from '../pages/run-pane'
import { StudioPage } from '../pages/studio-page'
import { WorkflowPage } from '../pages/workflow'

const text = (name: string) => ({ name, type: { kind: 'text' } })

/** A template of the library that asks the local server. */
async function judge(client: StudioClient, address: string, model: string): Promise<string> {
  const { id: connectionId } = await client.provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Local',
    kind: 'openai_compatible',
    address,
    models: [model],
  })
  const places = await client.entity.places()
  const library = places.find((place) => place.type === 'library' && place.libraryKind !== 'workflow')
  const id = uuidv7()
  await client.entity.create({
    commandId: uuidv7(),
    id,
    type: 'template',
    parentId: library?.id ?? null,
    title: 'Judge a line',
    document: {
      kind: 'template',
      form: 'chat',
      messages: [{ id: 'm', role: 'user', text: 'Judge {{ line }}' }],
      variables: [{ name: 'line', type: 'text', required: true, description: '', rules: {} }],
      settings: { connectionId, model },
      tools: [],
      stop: [],
      examples: [],
    },
  })
  return id
}

/** Each line of a list is judged, one after the other; the judgements go on where there are any. */
const judgeAll = (entityId: string) =>
  graph(
    [
      {
        kind: 'input',
        label: 'Lines',
        settings: { fields: [{ name: 'lines', type: { kind: 'list' } }] },
        x: 0,
        y: 0,
      },
      { kind: 'map', label: 'Each line', settings: { parallel: 1 }, x: 220, y: 0 },
      { kind: 'template', label: 'Judge', settings: { entityId, fields: [text('line')] }, x: 440, y: 120 },
      { kind: 'condition', label: 'Any', settings: { expression: 'input.length > 0' }, x: 660, y: 0 },
      {
        kind: 'output',
        label: 'Said',
        settings: { fields: [{ name: 'all', type: { kind: 'any' } }] },
        x: 880,
        y: 0,
      },
    ],
    [
      'Lines.lines > Each line.list',
      'Each line.item > Judge.line',
      'Judge.text > Each line.result',
      'Each line.results > Any.value',
      'Any.yes > Said.all',
    ],
  )

test('a flow is run, killed half-way, gone on with and compared: what was finished is not asked again', async ({
  page,
  studio,
  models,
}) => {
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  await putWorkflow(client, 'Judge all', judgeAll(await judge(client, models.openai, 'stub-slow')))
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Judge all').dblclick()
  const canvas = await WorkflowPage.shown(page, 'Judge all')
  const run = new RunPane(page)

  // Without a value it says which one is missing, and nothing is started.
  await page.keyboard.press('ControlOrMeta+Enter')
  const lines = run.pane.getByRole('textbox', { name: 'lines' })
  await expect(run.pane.getByText('The workflow needs a value here.')).toBeVisible()
  await lines.fill('first\nsecond\nthird\nfourth')
  await page.keyboard.press('ControlOrMeta+Enter')
  await run.expectStatus('Running')
  await expect(canvas.node('Judge').locator('.flow-said')).toContainText('The claim')
  await expect(canvas.node('Judge')).toContainText('of')
  await expect(run.part('Judge, turn 2')).toBeVisible()
  await studio.kill()

  const again = await StudioPage.comeBack(page, await studio.start())
  await WorkflowPage.shown(again.page, 'Judge all')
  await run.expectStatus('Interrupted')
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await barriersOn(page), colorScheme).toEqual([])
  }
  await run.pane.getByRole('button', { name: 'Resume' }).click()
  await run.expectStatus('Success')
  const asked = (line: string) =>
    models.requests.filter(({ body }) => JSON.stringify(body).includes(`Judge ${line}`)).length
  expect(asked('first')).toBe(1)
  expect(asked('fourth')).toBe(1)
  await run.show('Result')
  await expect(run.pane.getByText('The claim is covered.')).toHaveCount(4)

  // A line of the trace is the node on the canvas, and shows what it was given.
  await run.show('Tree')
  await run.part('Judge, turn 4').click()
  await expect(canvas.node('Judge').locator('.flow-card')).toHaveAttribute('data-chosen', 'true')
  const detail = run.detail('Judge')
  await detail.getByRole('button', { name: 'Given' }).click()
  await expect(detail).toContainText('fourth')
  await detail.getByRole('button', { name: 'Where from' }).click()
  const origin = detail.getByRole('list', { name: 'Where this came from' })
  await expect(origin.getByRole('button', { name: 'Judge a line' })).toBeVisible()
  await expect(origin).toContainText('stub-slow')

  await run.pane.getByRole('button', { name: 'Compare' }).click()
  const both = page.getByRole('dialog', { name: 'Two runs of the workflow' })
  await expect(both.getByRole('row', { name: 'Judge' }).first()).toContainText('The same')
  await expect(both.getByText(/nodes? differs?\./)).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Statistics', exact: true }).click()
  await expect(canvas.node('Any')).toContainText('1 run')
})

test('somebody is asked, and the answer is taken up a restart later', async ({ page, studio }) => {
  const address = await studio.start()
  await StudioPage.open(page, address)
  const client = await studio.contract()
  const review = graph(
    [
      { kind: 'input', label: 'Draft', settings: { fields: [text('draft')] }, x: 0, y: 0 },
      {
        kind: 'human_input',
        label: 'Review',
        settings: { question: 'Send "{{ text }}"?', fields: [text('verdict')] },
        x: 220,
        y: 0,
      },
      { kind: 'output', label: 'Sent', settings: { fields: [text('verdict')] }, x: 440, y: 0 },
    ],
    ['Draft.draft > Review.text', 'Review.verdict > Sent.verdict'],
  )
  await putWorkflow(client, 'Review', review)
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Review').dblclick()
  await WorkflowPage.shown(page, 'Review')
  const run = new RunPane(page)
  await run.runButton.click()
  await run.pane.getByRole('textbox', { name: 'draft' }).fill('Dear all')
  await run.runButton.click()
  await expect(run.question).toContainText('Send "Dear all"?')
  await studio.stop()

  const again = await StudioPage.comeBack(page, await studio.start())
  await WorkflowPage.shown(again.page, 'Review')
  await run.question.getByRole('textbox', { name: 'verdict' }).fill('Yes')
  await run.question.getByRole('button', { name: 'Answer' }).click()
  await run.expectStatus('Success')
  await run.show('Result')
  await expect(run.pane.getByText('Yes', { exact: true })).toBeVisible()
})

test('eleven million letters in a node are read in pages, and the window answers meanwhile', async ({
  page,
  studio,
}) => {
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const large = graph(
    [
      {
        kind: 'code',
        label: 'Make',
        settings: {
          source: 'return { result: Array(110000).fill("x".repeat(97)) }',
          outputs: [{ name: 'result', type: { kind: 'any' } }],
          memoryMb: 256,
        },
        x: 0,
        y: 0,
      },
      {
        kind: 'output',
        label: 'Large',
        settings: { fields: [{ name: 'all', type: { kind: 'any' } }] },
        x: 220,
        y: 0,
      },
    ],
    ['Make.result > Large.all'],
  )
  await putWorkflow(client, 'Large', large)
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Large').dblclick()
  await WorkflowPage.shown(page, 'Large')
  const run = new RunPane(page)
  await run.runButton.click()
  await run.expectStatus('Success')
  await run.part('Make').click()
  await expect(run.detail('Make').getByText(/256 kB of 1\d MB/)).toBeVisible()
  await page.evaluate(() => {
    const seen = { longest: 0, last: performance.now() }
    Object.assign(globalThis, { seen })
    const frame = (now: number) => {
      seen.longest = Math.max(seen.longest, now - seen.last)
      seen.last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  const value = run.detail('Make').getByRole('region', { name: 'Gave' })
  for (let page = 0; page < 5; page += 1) await value.evaluate((each) => each.scrollTo(0, each.scrollHeight))
  await expect(run.detail('Make').getByText(/(512|768) kB of|1 MB of/)).toBeVisible()
  const { longest } = await page.evaluate(() => Reflect.get(globalThis, 'seen'))
  expect(longest).toBeLessThan(1_500)
})
