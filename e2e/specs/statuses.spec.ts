import { uuidv7 } from 'uuidv7'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const limits = { atOnce: null, perMinute: null, retries: 0 }

/** Every ending that a run can come to, by the model that brings it, and what the screen says of it. */
const endings = [
  { model: 'stub-401', status: 'Not authorised', says: /did not accept the key.*Enter the key again/ },
  { model: 'stub-quota', status: 'Failed', says: /no credit left.*Add credit there/ },
  { model: 'stub-429', status: 'Rate limited', says: /asks to wait 20 s/ },
  {
    model: 'stub-context',
    status: 'Failed',
    says: /longer than stub-context can read.*8192 tokens.*Shorten it/,
  },
  { model: 'stub-filter', status: 'Partial', says: /held the answer back by its own rules.*Rephrase/ },
  { model: 'stub-length', status: 'Partial', says: /reached its limit.*was cut off.*Raise the limit/ },
  {
    model: 'stub-cut',
    status: 'Partial',
    says: /broke off in the middle of its answer.*Run it again/,
  },
  { model: 'stub-404', status: 'Failed', says: /does not know stub-404.*Check the model/ },
  { model: 'stub-500', status: 'Failed', says: /a problem of its own \(500\).*Try again/ },
  { model: 'stub-hang-on', status: 'Timed out', says: /passed its time limit.*Raise the limit/ },
  { model: 'nobody', status: 'Failed', says: /127\.0\.0\.1:9/ },
  { model: 'stub-ok', status: 'Success', says: /The claim is covered\./ },
] as const

test('every ending of a run is a status of its own, with a sentence that says what to do', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const { provider } = await studio.contract()
  const connect = (name: string, address: string, names: string[], timeout: number) =>
    provider.save({
      commandId: uuidv7(),
      id: uuidv7(),
      rowVersion: null,
      name,
      kind: 'openai_compatible',
      address,
      models: names,
      shared: false,
      limits: { ...limits, timeout },
    })
  const of = (wanted: (model: string) => boolean): string[] =>
    endings.map<string>(({ model }) => model).filter(wanted)
  await connect('Patient', models.openai, of((model) => !/hang|nobody/.test(model)).concat('stub-hang'), 60)
  await connect('Impatient', models.openai, ['stub-hang-on'], 1)
  await connect('Gone', 'http://127.0.0.1:9/v1', ['nobody'], 60)
  const editor = await window.openItem('Summary in five points')
  for (const { model, status, says } of endings) {
    await editor.runOn(model, status)
    await expect(editor.playground, model).toContainText(says)
  }

  await editor.chooseModel('stub-hang Patient')
  await editor.run()
  await expect(editor.playground).toContainText('The claim')
  await editor.stopButton.click()
  await editor.expectRunEnded('Cancelled')
  await expect(editor.playground).toContainText('What came before is kept.')

  const runs = await window.goToRuns()
  await expect(runs.rows('Summary in five points')).toHaveCount(endings.length + 1)
  await expect(runs.detail).toContainText('Cancelled')
})
