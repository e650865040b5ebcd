import { uuidv7 } from 'uuidv7'
import { type NodeKind, type WorkflowDocument, workflowDocument } from '../../contract/workflow'
import { rules } from '../../core/workflow/registry'
import type { StudioClient } from '../../main/socket/client'
import { barriersOn } from '../fixtures/axe'
import { putTemplates, textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'
import { WorkflowForm } from '../pages/workflow-form'

const variable = (name: string) => ({
  name,
  type: 'text' as const,
  required: true,
  description: '',
  rules: {},
})

let placed = 0
const node = (kind: NodeKind, label: string, settings: Record<string, unknown> = {}) => {
  placed += 1
  const place = { x: (placed % 4) * 240, y: Math.floor(placed / 4) * 200 }
  return { id: uuidv7(), kind, label, ...place, settings: { ...rules[kind].defaults(), ...settings } }
}

/** Puts a workflow into the library and opens it. */
async function open(
  window: StudioPage,
  client: StudioClient,
  document: Pick<WorkflowDocument, 'nodes' | 'edges'>,
): Promise<WorkflowForm> {
  const id = uuidv7()
  const lab = (await client.entity.places()).find(({ type }) => type === 'lab')
  await client.entity.create({
    commandId: uuidv7(),
    id,
    type: 'workflow',
    parentId: lab?.id ?? null,
    title: 'Review',
    document: workflowDocument.parse({ kind: 'workflow', ...document }),
  })
  const address = new URL(window.page.url())
  address.hash = `#/item/${id}`
  await window.page.goto(address.href)
  const form = new WorkflowForm(window.page)
  await expect(form.pane).toBeVisible()
  return form
}

test('a template is found and chosen, its variables become ports, and new ones are taken when it has changed', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const letter = textTemplate('Dear {{ name }}', { variables: [variable('name')] })
  await putTemplates(client, [{ title: 'A plain letter', document: letter }])
  const form = await open(window, client, { nodes: [node('template', 'Letter')], edges: [] })
  await form.choose('Letter')
  await expect(form.pane.getByText('Choose the template of this node.')).toBeVisible()
  await form.chooseItem('Template', 'A plain letter')
  await expect(form.pane.getByText('Choose the template of this node.')).toBeHidden()
  await expect(form.own.getByText('Nothing fills the variable "name".')).toBeVisible()

  const { items } = await client.entity.list({ deep: true, filter: 'A plain letter', types: ['template'] })
  const [{ id, rowVersion } = { id: '', rowVersion: 0 }] = items
  const longer = textTemplate('Dear {{ name }}, {{ words }}', {
    variables: [variable('name'), variable('words')],
  })
  await client.entity.save({ commandId: uuidv7(), id, rowVersion, document: longer, message: null })
  await form.pane.getByRole('button', { name: 'Take the new ports' }).click()
  await expect(form.own.getByText('Nothing fills the variable "words".')).toBeVisible()
  await expect(form.pane.getByRole('button', { name: 'Take the new ports' })).toBeHidden()

  // A version for good has the ports that it had.
  await form.select('Which version', 'Version 1, always')
  await expect(form.own.getByText('Nothing fills the variable "words".')).toBeHidden()
  await expect(form.own.getByText('Nothing fills the variable "name".')).toBeVisible()
  expect(await barriersOn(page)).toEqual([])
  await form.pane.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('A plain letter')
})

test('an expression is completed from the ports before it, checked as it is written, and tried on a sample', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const schema = { type: 'object', properties: { score: { type: 'number' }, words: { type: 'string' } } }
  const model = node('model_call', 'Judge', { outputSchema: schema })
  const condition = node('condition', 'Good enough')
  const ends = { source: model.id, sourcePort: 'object', target: condition.id, targetPort: 'value' }
  const edges = [{ id: uuidv7(), ...ends }]
  const form = await open(window, client, { nodes: [model, condition], edges })
  await form.choose('Good enough')
  const field = form.field('Goes on at "yes" where')
  await expect(form.pane.getByText('Write the expression that decides here.')).toBeVisible()

  await field.click()
  await page.keyboard.type('input.s')
  await page.getByRole('option', { name: /^score/ }).click()
  await expect(field).toHaveText('input.score')
  await page.keyboard.type(' >')
  await expect(form.pane.getByText('The expression cannot be read')).toBeVisible()
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await page.keyboard.type(' 0.4')
  await expect(form.pane.getByText('The expression cannot be read')).toBeHidden()
  await expect(field).toHaveText('input.score > 0.4')

  await form.pane.getByRole('button', { name: 'Try it' }).click()
  const trial = form.pane.getByRole('region', { name: 'Try: Goes on at "yes" where' })
  await expect(trial.getByRole('status')).toHaveText(/true$/)
  await trial.getByRole('textbox').fill('{"input": null}')
  await expect(trial.getByRole('status')).toContainText('use ?.')
  expect(await barriersOn(page)).toEqual([])

  // One step of the workflow's own undo, from within the field.
  await field.click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(field).not.toHaveText('input.score > 0.4')
})

test('problems lead to their node or edge, and stand at their field', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const input = node('input', 'Begin', { fields: [{ name: 'id', type: { kind: 'text' } }] })
  const request = node('http', 'Ask', {
    url: 'https://api.example.com/{{ id }}',
    headers: [{ name: 'Authorization', value: 'Bearer abc' }],
  })
  const ends = { source: input.id, sourcePort: 'id', target: request.id, targetPort: 'id' }
  const edges = [{ id: uuidv7(), ...ends, condition: 'input.' }]
  const form = await open(window, client, { nodes: [input, request], edges })
  await expect(form.pane.getByText('It is given')).toBeVisible()
  await form.problems.getByRole('button', { name: /2 problems/ }).click()

  await form.problems.getByRole('button', { name: /The expression cannot be read/ }).click()
  await expect(form.pane.getByRole('heading', { name: 'Edge' })).toBeVisible()
  await form.write('Carries only where', "input !== ''")
  await expect(form.problems.getByRole('button', { name: /1 problem/ })).toBeVisible()

  await form.problems.getByRole('button', { name: /A key would be kept/ }).click()
  await expect(form.field('Name')).toHaveValue('Ask')
  await expect(form.field('Value of header 1')).toHaveAttribute('aria-invalid', 'true')
  await form.write('Value of header 1', 'Bearer {{ token }}')
  await expect(form.problems.getByRole('button', { name: /1 problem/ })).toBeVisible()
  await expect(form.own.getByText('The input "token" is needed. Connect its port.')).toBeVisible()
})

test('ports are declared by the keyboard, and several nodes share a colour and a policy', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const nodes = [node('input', 'Begin'), node('model_call', 'Ask'), node('model_call', 'Ask again')]
  const form = await open(window, client, { nodes, edges: [] })
  await form.choose('Begin')
  await form.pane.getByRole('button', { name: 'Add' }).press('Enter')
  await form.field('Name of input').fill('topic')
  await form.select('Type of topic', 'number')
  await form.pane.getByRole('button', { name: 'More of topic' }).press('Enter')
  await form.field('Where nothing is given').fill('x')
  await expect(form.pane.getByText(/cannot be read as JSON|JSON/).first()).toBeVisible()
  await form.field('Where nothing is given').fill('7')
  await form.field('What it is for').fill('What is written about')
  expect(await barriersOn(page)).toEqual([])

  await form.chooseNothing()
  await expect(form.pane.getByText('topic')).toBeVisible()

  await form.choose('Ask again')
  await page
    .locator('.react-flow__node')
    .filter({ hasText: 'Ask' })
    .first()
    .click({ position: { x: 40, y: 12 }, modifiers: ['Shift'] })
  await expect(form.pane.getByRole('heading', { name: '2 nodes, 0 edges' })).toBeVisible()
  await form.pane.getByRole('button', { name: 'Attempts and time' }).click()
  await form.field('Attempts').fill('3')
  await form.pane.getByRole('button', { name: 'Colour and icon' }).click()
  await form.pane.getByRole('radio', { name: 'Violet' }).check({ force: true })
  await form.chooseNothing()
  await form.choose('Ask again')
  await form.pane.getByRole('button', { name: 'Attempts and time' }).click()
  await expect(form.field('Attempts')).toHaveValue('3')
})
