import { variable } from '../../contract/template'
import { putTemplates, textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

test('values are saved as a set, grow by a row and by a run, and fill another template', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await putTemplates(await studio.contract(), [
    { title: 'First letter', document: textTemplate('Dear {{ name }} of {{ city }}.') },
    { title: 'Second letter', document: textTemplate('{{ name }}, {{ age }} years, from {{ city }}.') },
  ])
  let editor = await window.openItem('First letter')
  await editor.variable('name').fill('Ada')
  await editor.variable('city').fill('London')
  await editor.keepValues({ newSet: 'People' })
  await expect(page.getByText('Saved as row 1 of People.')).toBeVisible()
  await editor.variable('name').fill('Grace')
  await editor.variable('city').fill('New York')
  await editor.run()
  await editor.expectRunEnded('Success')
  const runs = await window.goToRuns()
  await runs.detail.getByRole('button', { name: 'Save as a row' }).click()
  const dialog = page.getByRole('dialog', { name: 'Save as a row' })
  await dialog.getByRole('combobox', { name: 'Into' }).click()
  await page.getByRole('option', { name: 'People' }).click()
  await dialog.getByRole('button', { name: 'Save row' }).click()
  await expect(page.getByText('Saved as row 2 of People.')).toBeVisible()

  await window.goToLibrary()
  editor = await window.openItem('Second letter')
  await editor.variable('age').fill('36')
  await editor.variables.getByRole('button', { name: 'Load values' }).click()
  await expect(page.getByRole('combobox', { name: 'From a variable set' })).toBeVisible()
  await page.keyboard.press('Escape')
  await editor.loadSet('People')
  await expect(editor.variables).toContainText('People, Row 1 of 2')
  await expect(editor.variable('name')).toHaveValue('Ada')
  await expect(editor.variable('age')).toHaveValue('36')
  await editor.variables.getByRole('button', { name: 'Row after' }).click()
  await expect(editor.variable('city')).toHaveValue('New York')
  const { entity, variable: sets } = await studio.contract()
  const [set] = (await entity.list({ types: ['variable_set'], deep: true })).items
  const { items } = await sets.rows({ id: set?.id ?? '' })
  expect(items.map(({ values }) => values)).toEqual([
    { name: 'Ada', city: 'London' },
    { name: 'Grace', city: 'New York', expected_answer: expect.any(String) },
  ])
})

test('a picture for a variable goes with the message where the model takes it, and is refused in a sentence where not', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await putTemplates(await studio.contract(), [
    {
      title: 'Damage',
      document: textTemplate('What is broken on {{ photo }}?', {
        variables: [variable.parse({ name: 'photo', type: 'image' })],
      }),
    },
  ])
  const settings = await window.goToSettings()
  await settings.addCompatible({
    name: 'Local server',
    address: models.openai,
    models: ['stub-vision', 'stub-ok'],
  })
  await window.goToLibrary()
  const editor = await window.openItem('Damage')
  const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('a roof')])
  await editor.chooseFile('photo', { name: 'roof.png', mimeType: 'image/png', buffer: png })
  await expect(editor.variables).toContainText('roof.png')
  await editor.runOn('stub-vision', 'Success')
  expect(JSON.stringify(models.requests.at(-1)?.body)).toContain(png.toString('base64'))
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Preview' }).getByRole('list')).toContainText('roof.png')
  await editor.chooseModel('stub-ok')
  await editor.run()
  await expect(editor.playground).toContainText(
    'stub-ok reads no pictures. Remove roof.png, or choose a model that does.',
  )
  const runs = await window.goToRuns()
  await expect(runs.detail).toContainText('roof.png')
})

test('what a tool shall answer and what goes along stay over a crash', async ({ page, studio, models }) => {
  let window = await StudioPage.open(page, await studio.start())
  const tools = [{ name: 'get_weather', description: 'Weather', parameters: { type: 'object' } }]
  await putTemplates(await studio.contract(), [
    { title: 'With a tool', document: textTemplate('What is the weather?', { tools }) },
  ])
  const settings = await window.goToSettings()
  await settings.addCompatible({ name: 'Local server', address: models.openai, models: ['stub-tool'] })
  await window.goToLibrary()
  let editor = await window.openItem('With a tool')
  await editor.playground.getByRole('button', { name: 'Files, history and tools' }).click()
  await page.getByRole('textbox', { name: 'Answer of get_weather' }).fill('{"sky": "clear"}')
  await page.waitForTimeout(2_000)
  await studio.kill()

  window = await StudioPage.open(page, await studio.start())
  editor = await window.openItem('With a tool')
  await editor.runOn('stub-tool', 'Success')
  const steps = editor.playground.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps.nth(1)).toContainText('"sky":"clear"')
})
