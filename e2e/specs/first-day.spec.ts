import { expect, test } from '../fixtures/test'
import { EditorPage } from '../pages/editor-page'
import { StudioPage } from '../pages/studio-page'

test.describe('on a first start', () => {
  test.use({ firstEver: true })

  test('a first studio has something to run, and keeps what was written and what was answered', async ({
    page,
    studio,
  }) => {
    const window = await StudioPage.open(page, await studio.start())
    const editor = await window.openItem('Declined claim, warm letter')
    await editor.write(
      'User message',
      'Claim {{ claim_id }} of {{ customer_name }} was declined. Write the letter to {{ town }}.',
    )
    await expect(editor.variable('town')).toBeVisible()
    await editor.variable('customer_name').fill('Ingrid Moen')
    await editor.variable('town').fill('Bergen')
    await editor.waitForDraft()
    await editor.saveVersion()
    await editor.expectVersion(2)

    await editor.run()
    await editor.expectRunEnded('Success')
    await expect(editor.playground).toContainText('Ingrid Moen')
    await expect(editor.figure('Out')).toHaveText(/^\d+ tok$/)
    await expect(editor.figure('Cost')).toContainText('$')
    await expect(editor.figure('Time')).toHaveText(/\d/)

    const runs = await window.goToRuns()
    await expect(runs.rows('Declined claim, warm letter')).toHaveCount(1)
    await expect(runs.rows('Declined claim, warm letter')).toContainText('Success')
    await expect(runs.detail).toContainText('sim-')
    await expect(runs.detail).toContainText('version 2')
    await expect(runs.detail.getByRole('region', { name: 'Values' })).toContainText('Bergen')
  })
})

test('an edit and a run are found again after the power is cut', async ({ page, studio }) => {
  let window = await StudioPage.open(page, await studio.start())
  let editor = await window.openItem('Summary in five points')
  await editor.run()
  await editor.expectRunEnded('Success')
  await editor.write('Prompt text', 'Say in one line: {{ text }}')
  await editor.saveVersion()
  await editor.expectVersion(2)
  await studio.kill()

  window = await StudioPage.open(page, await studio.start())
  editor = await window.openItem('Summary in five points')
  await expect(editor.text('Prompt text')).toContainText('Say in one line:')
  await editor.expectVersion(2)
  const runs = await window.goToRuns()
  await expect(runs.rows('Summary in five points')).toHaveCount(1)
  await expect(runs.rows('Summary in five points')).toContainText('Success')
})

test('a draft comes back after a crash in mid-edit, and a run cut off shows as interrupted', async ({
  page,
  studio,
}) => {
  let window = await StudioPage.open(page, await studio.start())
  let editor = await window.openItem('First answer to a complaint')
  await editor.write('User message', 'Half a thought about {{ customer_name }}')
  await editor.variable('customer_name').fill('Sigrid Aas')
  await editor.waitForDraft()
  await editor.run()
  await expect(editor.stopButton).toBeVisible()
  await expect((await window.goToRuns()).rows('First answer to a complaint')).toContainText('Running')
  await studio.kill()

  window = await StudioPage.open(page, await studio.start())
  editor = await window.openItem('First answer to a complaint')
  await expect(editor.text('User message')).toContainText('Half a thought about')
  await expect(editor.variable('customer_name')).toHaveValue('Sigrid Aas')
  await expect(editor.page.getByText('Draft after 1')).toBeVisible()
  await expect((await window.goToRuns()).rows('First answer to a complaint')).toContainText('Interrupted')
})

test('an open page says that the studio is gone, keeps the text, and says what to do when a new one answers', async ({
  page,
  studio,
}) => {
  const address = await studio.start()
  const window = await StudioPage.open(page, address)
  const editor = await window.openItem('Summary in five points')
  await studio.kill()
  await expect(page.getByText('The studio is not answering.')).toBeVisible()
  await editor.write('Prompt text', 'Written while nobody listened: {{ text }}')

  const again = await studio.start(Number(new URL(address).port))
  await expect(page.getByText('This page is no longer known to the studio.')).toBeVisible()
  await expect(editor.text('Prompt text')).toContainText('Written while nobody listened')
  await StudioPage.open(page, again)
})

test('a screen whose code cannot be fetched says so in its place and opens when tried again', async ({
  page,
  studio,
}) => {
  await page.route('**/assets/item-screen-*', (route) => route.abort())
  const window = await StudioPage.open(page, await studio.start())
  await window.row('Summary in five points').dblclick()
  await expect(page.getByRole('alert')).toContainText('This screen could not be shown.')
  await expect(page.getByRole('navigation', { name: 'Studio' })).toBeVisible()
  await page.unroute('**/assets/item-screen-*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(new EditorPage(page).title).toHaveValue('Summary in five points')
})
