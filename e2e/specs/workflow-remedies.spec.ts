import { createServer } from 'node:http'
import { uuidv7 } from 'uuidv7'
import type { StudioClient } from '../../main/socket/client'
import { expect, test } from '../fixtures/test'
import { graph, putWorkflow } from '../fixtures/workflows'
import { RunPane } from '../pages/run-pane'
import { StudioPage } from '../pages/studio-page'
import { WorkflowPage } from '../pages/workflow'

const field = (name: string, kind: string) => ({ name, type: { kind } })

test('a host is allowed where the run that needed it says so; its node is run again alone, and the run is found among all', async ({
  page,
  studio,
}) => {
  await using hello = await aPage()
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const fetching = graph(
    [
      { kind: 'input', label: 'Where', settings: { fields: [field('path', 'text')] }, x: 0, y: 0 },
      {
        kind: 'http',
        label: 'Fetch',
        settings: { url: `${hello.origin}/{{ path }}` },
        x: 220,
        y: 0,
      },
      { kind: 'output', label: 'Page', settings: { fields: [field('status', 'number')] }, x: 440, y: 0 },
    ],
    ['Where.path > Fetch.path', 'Fetch.status > Page.status'],
  )
  await putWorkflow(client, 'Fetch a page', fetching)
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Fetch a page').dblclick()
  const canvas = await WorkflowPage.shown(page, 'Fetch a page')
  const run = new RunPane(page)
  await run.show('Inputs')
  await run.pane.getByRole('textbox', { name: 'path' }).fill('hello')
  await run.runButton.click()
  await run.expectStatus('Failed')
  await expect(run.pane.getByText('Nobody has allowed workflows', { exact: false }).first()).toBeVisible()
  expect(hello.asked()).toBe(0)

  await run.pane.getByRole('button', { name: `Allow ${hello.origin}` }).click()
  await run.expectStatus('Success')
  expect(hello.asked()).toBe(1)

  // One node alone, with what it was given in the run that is shown.
  await run.show('Tree')
  await run.part('Fetch').click()
  await run.detail('Fetch').getByRole('button', { name: 'Run this node' }).click()
  await expect.poll(hello.asked).toBe(2)
  await run.expectStatus('Success')
  await expect(canvas.node('Page')).toContainText('Did not run')

  const runs = await window.goToRuns()
  await runs.rows('Fetch a page').last().dblclick()
  await WorkflowPage.shown(page, 'Fetch a page')
  await run.expectStatus('Failed')
  await expect(canvas.node('Fetch')).toContainText('Failed')
})

/** A page on this machine, and how often it was asked for. */
async function aPage() {
  let asked = 0
  const server = createServer((_, answer) => {
    asked += 1
    answer.end('Hello')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const bound = server.address()
  return {
    origin: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`,
    asked: () => asked,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A connection to the local server. */
async function connection(client: StudioClient, address: string): Promise<string> {
  const input = { commandId: uuidv7(), id: uuidv7(), rowVersion: null, name: 'Local' }
  const kind = 'openai_compatible' as const
  return (await client.provider.save({ ...input, kind, address, models: ['stub-ok', 'stub-vision'] })).id
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('a picture that is chosen in the form goes to the model, and is there again for the next run', async ({
  page,
  studio,
  models,
}) => {
  await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const connectionId = await connection(client, models.openai)
  const messages = [{ id: 'm', role: 'user', text: 'What is on it?' }]
  const looking = (model: string) =>
    graph(
      [
        { kind: 'input', label: 'Photo', settings: { fields: [field('photo', 'image')] }, x: 0, y: 0 },
        {
          kind: 'model_call',
          label: 'Look',
          settings: { messages, model: { connectionId, model } },
          x: 220,
          y: 0,
        },
        { kind: 'output', label: 'Said', settings: { fields: [field('said', 'any')] }, x: 440, y: 0 },
      ],
      ['Photo.photo > Look.image', 'Look.text > Said.said'],
    )
  const id = await putWorkflow(client, 'Look at it', looking('stub-ok'))
  const window = await StudioPage.comeBack(page, page.url())
  await window.row('Look at it').dblclick()
  const canvas = await WorkflowPage.shown(page, 'Look at it')
  const run = new RunPane(page)
  await run.runButton.click()
  await expect(run.pane.getByText('The workflow needs a value here.')).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await run.pane.getByRole('button', { name: /photo/ }).first().click()
  await (await chooser).setFiles({ name: 'roof.png', mimeType: 'image/png', buffer: png })
  await expect(run.pane.getByText('roof.png')).toBeVisible()
  await run.runButton.click()
  await run.expectStatus('Failed')
  await expect(run.pane.getByText('picture', { exact: false }).last()).toBeVisible()
  expect(models.requests).toHaveLength(0)

  const { rowVersion } = await client.entity.get({ id })
  await client.entity.save({
    commandId: uuidv7(),
    id,
    rowVersion,
    document: looking('stub-vision'),
    message: null,
  })
  await canvas.expectVersion(2)
  await run.runButton.click()
  await run.expectStatus('Success')
  expect(JSON.stringify(models.requests.at(-1)?.body)).toContain(
    `data:image/png;base64,${png.toString('base64')}`,
  )

  await StudioPage.comeBack(page, page.url())
  await WorkflowPage.shown(page, 'Look at it')
  await run.show('Inputs')
  await expect(run.pane.getByText('roof.png')).toBeVisible()
})
