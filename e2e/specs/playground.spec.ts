import { putTemplates, textTemplate } from '../fixtures/library'
import { disguisesOf, recordFrames } from '../fixtures/secrecy'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'
const key = 'sk-canary-Bq71vNw90xTe44LmPc85Rt'

test('six models answer side by side, one is stopped alone, the rest with one key, and two are compared', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  const names = ['stub-ok', 'stub-429', 'stub-hang', 'stub-busy-once', 'stub-reasoning', 'stub-401']
  await settings.addCompatible({ name: 'Local server', address: models.openai, models: names })
  await window.goToLibrary()
  const editor = await window.openItem(item)
  await editor.chooseModel('stub-ok')
  for (const name of names.slice(1)) await editor.addAnswer(name)
  await expect(editor.playground.getByRole('button', { name: 'Add a model beside it' })).toBeHidden()

  await editor.run()
  const ends = ['Success', 'Rate limited', null, 'Success', 'Success', 'Not authorised']
  for (const [index, end] of ends.entries()) {
    if (end) await expect(editor.answer(index + 1).getByRole('status')).toHaveText(`Run ended: ${end}.`)
  }
  await expect(editor.answer(4).getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveCount(2)
  await editor.answer(5).getByText('How it got there').click()
  await expect(editor.answer(5)).toContainText('Let me think.')

  const aborted = models.aborted()
  await editor.answer(3).getByRole('button', { name: 'Stop this one' }).click()
  await expect(editor.answer(3).getByRole('status')).toHaveText('Run ended: Cancelled.')
  expect((await aborted).body.model).toBe('stub-hang')

  await editor.run()
  await expect(editor.answer(1).getByRole('status')).toHaveText('Run ended: Success.')
  const again = models.aborted()
  await page.keyboard.press('Escape')
  await expect(editor.answer(3).getByRole('status')).toHaveText('Run ended: Cancelled.')
  expect((await again).aborted).toBe(true)

  await editor.playground.getByRole('button', { name: 'Compare two answers' }).click()
  await expect(page.getByRole('dialog')).toContainText('The claim')
  await page.keyboard.press('Escape')

  const runs = await window.goToRuns()
  await expect(runs.rows(item)).toHaveCount(12)
  await runs.detail.getByRole('button', { name: 'Runs beside it' }).click()
  await expect(runs.rows(item)).toHaveCount(6)
})

test('a tool is answered by hand, a wrong structure is marked at its place, a link asks first', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const price = { type: 'object', properties: { price: { type: 'number' } } }
  const outputSchema = { type: 'object', properties: { lines: { type: 'array', items: price } } }
  const tools = [{ name: 'get_weather', description: 'Weather', parameters: { type: 'object' } }]
  await putTemplates(await studio.contract(), [
    { title: 'With a tool', document: textTemplate('What is the weather?', { tools }) },
    { title: 'With a shape', document: textTemplate('What does it cost?', { outputSchema }) },
  ])
  const settings = await window.goToSettings()
  const names = ['stub-tool', 'stub-json-wrong', 'stub-ok']
  await settings.addCompatible({ name: 'Local server', address: models.openai, models: names })
  await window.goToLibrary()

  let editor = await window.openItem('With a tool')
  await editor.chooseModel('stub-tool')
  await editor.run()
  await editor.playground.getByRole('textbox', { name: 'Answer of get_weather' }).fill('{"sky": "clear"}')
  await editor.playground.getByRole('button', { name: 'Give this answer' }).click()
  await editor.expectRunEnded('Success')
  await expect(editor.playground).toContainText('The claim is covered.')
  const steps = editor.playground.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps).toHaveCount(3)
  await expect(steps.nth(1)).toContainText('"sky":"clear"')

  await window.goToLibrary()
  editor = await window.openItem('With a shape')
  await editor.runOn('stub-json-wrong', 'Partial')
  await expect(editor.playground).toContainText('"lines[0].price" must be a number, not a text.')
})

test('a conversation goes on, keeps both branches, changes its model, is found and taken along', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const talk = await window.goToConversations()
  await expect(talk.list).toContainText('No conversation yet.')
  await talk.begin('Hail and storms')
  await talk.say('How do I prepare a garden house for hail?', 2)
  await talk.say('And for snow? ![seen](http://127.0.0.1:9/seen.png) https://example.com/page', 4)
  await expect(talk.thread).toContainText('Picture: seen (not loaded)')
  await talk.thread.getByRole('button', { name: 'https://example.com/page' }).first().click()
  await expect(page.getByRole('dialog', { name: 'Open this address?' })).toContainText(
    'https://example.com/page',
  )
  await page.getByRole('button', { name: 'Cancel' }).click()

  await talk.editFirst('How do I prepare a shed for storms?')
  await talk.expectAnswered(2)
  await expect(talk.thread).toContainText('2 of 2')
  await talk.thread.getByRole('button', { name: 'Earlier branch' }).click()
  await expect(talk.messages).toHaveCount(4)
  await expect(talk.thread).toContainText('1 of 2')

  await talk.chooseModel('sim-small')
  await talk.messages.last().getByRole('button', { name: 'Ask again' }).click()
  await expect(talk.messages.last()).toContainText('sim-small')
  await expect(talk.messages.last()).toContainText('2 of 2')

  const json: { messages: unknown[] } = JSON.parse(await talk.export('JSON'))
  expect(json.messages).toHaveLength(7)
  expect(await talk.export('Markdown')).toMatch(/^# Hail and storms\n/)

  await talk.list.getByRole('searchbox').fill('garden house')
  await expect(talk.list.getByRole('listitem')).toHaveCount(1)
  await talk.list.getByRole('searchbox').fill('zeppelin')
  await expect(talk.list).toContainText('No conversation fits.')
  await talk.list.getByRole('searchbox').fill('')

  await talk.thread.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Completed' }).click()
  await expect(talk.thread.getByRole('textbox', { name: 'Say something' })).toHaveAttribute(
    'placeholder',
    /closed/,
  )
})

test('a key is in no page, no frame and no copied code; a connection is tested, a price set and booked', async ({
  page,
  context,
  studio,
  models,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const received = recordFrames(page)
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  await settings.addCompatible({ name: 'Local server', address: models.openai, models: ['stub-ok'], key })
  await settings.connection('Local server').getByRole('button', { name: 'Test', exact: true }).click()
  await expect(settings.connection('Local server')).toContainText('It answers, and offers')
  await page.getByRole('button', { name: 'Change the price of stub-ok' }).click()
  const dialog = page.getByRole('dialog', { name: 'Price of stub-ok' })
  await dialog.getByRole('textbox', { name: 'Input, 1 M tok' }).fill('1000')
  await dialog.getByRole('textbox', { name: 'Output, 1 M tok' }).fill('2000')
  await dialog.getByRole('button', { name: 'Save price' }).click()
  await expect(dialog).toBeHidden()

  await window.goToLibrary()
  const editor = await window.openItem(item)
  await editor.runOn('stub-ok', 'Success')
  await expect(editor.figure('Cost')).toHaveText('$0.13')
  for (const language of ['cURL', 'TypeScript', 'Python']) {
    await editor.playground.getByRole('button', { name: 'Copy as' }).click()
    await page.getByRole('menuitem', { name: language }).click()
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toContain(language === 'cURL' ? 'curl ' : language === 'Python' ? 'import os' : 'process.env')
    const code = await page.evaluate(() => navigator.clipboard.readText())
    expect(code).toContain('MODEL_API_KEY')
    expect(code).not.toContain(key)
  }
  const disguises = disguisesOf(key)
  expect(received.filter((frame) => disguises.some((text) => frame.includes(text)))).toEqual([])
  expect(await page.content()).not.toContain(key)
})
