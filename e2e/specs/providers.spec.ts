import { uuidv7 } from 'uuidv7'
import { disguisesOf, filesWith, recordFrames } from '../fixtures/secrecy'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'
const key = 'sk-canary-Zq83vNw51xTe70LmPb26Hd'

test('a model server of one’s own answers, is stopped, refuses and breaks off, and each ending says what to do', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  await settings.addCompatible({
    name: 'Local server',
    address: models.openai,
    models: ['stub-ok', 'stub-hang', 'stub-429', 'stub-401', 'stub-cut', 'stub-slow', 'stub-context'],
    key,
  })
  await window.goToLibrary()
  const editor = await window.openItem(item)

  await editor.runOn('stub-ok', 'Success')
  await expect(editor.playground).toContainText('The claim is covered.')
  await expect(editor.figure('In')).toHaveText('120 tok')
  await expect(editor.figure('Out')).toHaveText('7 tok')
  expect(models.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`)

  const aborted = models.aborted()
  await editor.chooseModel('stub-hang')
  await editor.run()
  await expect(editor.playground).toContainText('The claim')
  await editor.stopButton.click()
  await editor.expectRunEnded('Cancelled')
  expect((await aborted).body.model).toBe('stub-hang')
  await expect(editor.playground).toContainText('The claim')

  await editor.runOn('stub-429', 'Rate limited')
  await expect(editor.playground).toContainText('20 s')
  await editor.runOn('stub-401', 'Not authorised')
  await expect(editor.playground).toContainText(/key/i)
  await editor.runOn('stub-context', 'Failed')
  await expect(editor.playground).toContainText(/too long|shorten|context/i)
  await editor.runOn('stub-cut', 'Partial')
  await expect(editor.playground).toContainText('The claim is')
  await editor.runOn('stub-slow', 'Success')
  await expect(editor.playground).toContainText('The claim is covered.')

  await expect((await window.goToRuns()).rows(item)).toHaveCount(7)
})

test('Anthropic’s protocol streams too', async ({ page, studio, models }) => {
  const window = await StudioPage.open(page, await studio.start())
  const { provider } = await studio.contract()
  await provider.save({
    commandId: uuidv7(),
    id: uuidv7(),
    rowVersion: null,
    name: 'Claude nearby',
    kind: 'anthropic',
    address: models.anthropic,
    models: ['stub-ok', 'stub-529'],
    shared: false,
  })
  const settings = await window.goToSettings()
  await settings.setKey('Claude nearby', key)
  await expect(settings.connection('Claude nearby')).toContainText('Key until the studio closes')
  await window.goToLibrary()
  const editor = await window.openItem(item)
  await editor.runOn('stub-ok', 'Success')
  await expect(editor.playground).toContainText('The claim is covered.')
  expect(models.requests.at(-1)?.headers['x-api-key']).toBe(key)
  await editor.runOn('stub-529', 'Failed')
  await expect(editor.playground).toContainText(/busy|overloaded/i)
})

test('a key goes in and never comes out, and a key file opens with its passphrase only', async ({
  page,
  studio,
  models,
}) => {
  const received = recordFrames(page)
  let window = await StudioPage.open(page, await studio.start())
  let settings = await window.goToSettings()
  await settings.givePassphrase('a passphrase for today', 'Make a key file')
  await expect(settings.keys).toContainText('It is open until the studio closes.')
  await settings.addCompatible({
    name: 'Sealed',
    address: models.openai,
    models: ['stub-ok', 'stub-401'],
    key,
  })
  await expect(settings.connection('Sealed')).toContainText('Key stored')
  await window.goToLibrary()
  let editor = await window.openItem(item)
  await editor.runOn('stub-ok', 'Success')
  await editor.runOn('stub-401', 'Not authorised')
  expect(await page.content()).not.toContain(key)
  await studio.stop()

  window = await StudioPage.open(page, await studio.start())
  settings = await window.goToSettings()
  await expect(settings.connection('Sealed')).toContainText('Key file locked')
  await settings.givePassphrase('not the passphrase', 'Unlock the key file')
  await expect(page.getByRole('dialog', { name: 'Unlock the key file' })).toContainText(
    /does not open|not the passphrase|wrong/i,
  )
  await page.keyboard.press('Escape')
  await settings.givePassphrase('a passphrase for today', 'Unlock the key file')
  await expect(settings.connection('Sealed')).toContainText('Key stored')
  await window.goToLibrary()
  editor = await window.openItem(item)
  await editor.runOn('stub-ok', 'Success')
  expect(models.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`)

  const disguises = disguisesOf(key)
  expect(received.length).toBeGreaterThan(20)
  expect(received.filter((frame) => disguises.some((text) => frame.includes(text)))).toEqual([])
  expect(await page.content()).not.toContain(key)
  // The search sees what is there: the address beside the key.
  expect(await filesWith(studio.data, [models.openai])).not.toEqual([])
  expect(await filesWith(studio.data, disguises)).toEqual([])
  await studio.stop()
  expect(await filesWith(studio.data, disguises)).toEqual([])
})
