import { putTemplates, textTemplate } from '../fixtures/library'
import { startSayingServer } from '../fixtures/saying-server'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

test('a full library of endless names is walked, filtered to one and to nothing', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const name = (number: number) => `${number} ${'endless '.repeat(40)}`.slice(0, 196).trimEnd()
  const titles = Array.from({ length: 200 }, (_, index) => name(index + 1))
  await putTemplates(
    await studio.contract(),
    titles.map((title) => ({ title, document: textTemplate('Nothing of note: {{ text }}') })),
  )
  await expect(page.getByText('232 items')).toBeVisible()
  await window.templates.getByRole('row').nth(1).click()
  await page.keyboard.press('End')
  await expect
    .poll(() => window.templates.getByRole('row', { selected: true }).getAttribute('aria-rowindex'))
    .not.toBe('2')
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
  )
  expect(wide).toBe(false)

  await window.filter.fill('137 endless')
  await expect(window.templates.getByRole('row').filter({ hasText: 'endless' })).toHaveCount(1)
  await window.filter.fill('no such name anywhere')
  await expect(page.getByText('No name here holds no such name anywhere.')).toBeVisible()
  await page.getByRole('button', { name: 'Lift the filter' }).last().click()
  await expect(window.templates).toBeVisible()
  const editor = await window.openItem(name(200))
  await editor.rename(`<img src=x onerror=alert(1)> {{ 1 | append: "x" }} ${'ü'.repeat(140)}`)
  await window.goToLibrary()
  await expect(window.templates.getByRole('row', { name: '<img src=x onerror=alert(1)>' })).toBeVisible()
})

test('a text that cannot be read is saved and marked, and refuses to run naming line and column', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem('Summary in five points')
  await editor.write('Prompt text', 'A first line.\nThen {% if text %} without an end.')
  await expect(page.getByRole('contentinfo')).toContainText('1 problem')
  await editor.saveVersion()
  await editor.expectVersion(2)
  await editor.run()
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/line 2, column \d+/i)
  await expect(editor.playground.getByRole('status')).toHaveText('')
})

test('an answer is text: no script of it runs, no picture of it is fetched', async ({ page, studio }) => {
  await using server = await startSayingServer(
    '<script>document.title = "taken"</script>\n\n![seen]({here}/pixel.png) <img src="{here}/tag.png" onerror="document.title=1">\n\n[go](javascript:document.title=2) <iframe src="{here}/frame"></iframe>\n\nThe end.',
  )
  const window = await StudioPage.open(page, await studio.start())
  const settings = await window.goToSettings()
  await settings.addCompatible({ name: 'Hostile', address: server.address, models: ['saying'] })
  await window.goToLibrary()
  const title = await page.title()
  const editor = await window.openItem('Summary in five points')
  await editor.runOn('saying', 'Success')
  await expect(editor.playground).toContainText('The end.')
  await expect(editor.playground).toContainText('<script>document.title')

  const runs = await window.goToRuns()
  await expect(runs.detail).toContainText('The end.')
  await expect(page.locator('img, iframe, a[href^="javascript"]')).toHaveCount(0)
  expect(await page.title()).toBe(title)
  expect(server.fetched).toEqual([])
})

test('five hundred variables make a form that is written in, and one more is refused with its sentence', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const names = Array.from({ length: 500 }, (_, index) => `value_${index}`)
  const text = names.map((name) => `{{ ${name} }}`).join(' ')
  await putTemplates(await studio.contract(), [{ title: 'Very full', document: textTemplate(text) }])
  const editor = await window.openItem('Very full')
  await expect(editor.variables).toContainText('0 of 500')
  await editor.variable('value_499').fill('the last')
  await expect(editor.variables).toContainText('1 of 500')
  await editor.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.insertText(' {{ one_more }}')
  await expect(editor.variables).toContainText('1 of 501')
  await editor.saveVersion()
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText(/500/)
  await expect(editor.version(1)).toBeVisible()
})

test('a value of 11 MB and a name of 10,000 characters are refused in a sentence, and nothing is lost', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem('Summary in five points')
  await editor.write('Prompt text', 'Read {{ name }}.')
  await editor.variable('name').fill('Ada')
  await editor.variables.getByRole('button', { name: 'Load values' }).click()
  const dialog = page.getByRole('dialog', { name: 'Load values' })
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Choose a file' }).click()
  const buffer = Buffer.from(JSON.stringify({ name: 'x'.repeat(11_000_000) }))
  await (await chooser).setFiles({ name: 'values.json', mimeType: 'application/json', buffer })
  await expect(dialog).toContainText('That is 11.0 MB. At most 10 MB are read at once: split the file.')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(editor.variable('name')).toHaveValue('Ada')

  const { entity } = await studio.contract()
  const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const { rowVersion } = await entity.get({ id })
  const rename = { commandId: crypto.randomUUID(), id, rowVersion, title: 'n'.repeat(10_000) }
  await expect(entity.rename(rename)).rejects.toThrow(/title.*200/)
  await editor.title.fill('')
  await editor.title.focus()
  await page.keyboard.insertText('n'.repeat(10_000))
  await editor.title.press('Enter')
  await expect.poll(async () => (await entity.get({ id })).title).toMatch(/^n{200}$/)
})
