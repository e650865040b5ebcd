import { readFile } from 'node:fs/promises'
import { uuidv7 } from 'uuidv7'
import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { ExchangePage } from '../pages/exchange-page'
import { LibraryPage } from '../pages/library-page'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'

test('a workspace is exported, read in another one, imported and taken back', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const exchange = new ExchangePage(page)
  const { name, text } = await exchange.exportAll('Bundle')
  expect(name).toBe('personal.promptstudio.json')
  expect(text).toContain(item)
  const markdown = await exchange.exportAll('Markdown')
  expect(markdown.name).toBe('personal.md')
  expect(markdown.text).toContain(`### ${item}`)

  await window.makeWorkspace('Nordlys Insurance')
  await page.getByRole('button', { name: 'Import a file' }).click()
  await exchange.choose(name, text)
  await expect(exchange.planned(item)).toContainText('New')
  await expect(exchange.importing).not.toContainText('was changed after it was written')
  expect.soft(await barriersOn(page), 'plan of an import').toEqual([])
  await exchange.importing.getByRole('button', { name: /^Import \d+ items$/ }).click()
  await expect(window.row(item)).toBeVisible()
  await expect(page.getByRole('tree', { name: 'Labs and libraries' })).toContainText('Starter')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(page.getByText('Nothing is written here yet')).toBeVisible()
})

test('a file that is of no use is refused with a sentence, and nothing of it is there', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const exchange = new ExchangePage(page)
  await exchange.command('Import a file')
  const said = exchange.importing.getByRole('alert')
  const file = (items: unknown[], format = 1) =>
    JSON.stringify({ kind: 'promptstudio.bundle', format, title: 'Hostile', items })
  await exchange.choose('half.json', file([{ title: 'x' }]).slice(0, 60))
  await expect(said).toContainText('cut off on its way')
  await exchange.choose('newer.json', file([], 9))
  await expect(said).toContainText('Update PromptStudio')
  await exchange.choose('large.json', ' '.repeat(33 * 1024 * 1024))
  await expect(said).toContainText('larger than the 32 MB')
  const document = { kind: 'template', form: 'text', messages: [{ id: 'u', role: 'user', text: 'x' }] }
  const id = '00000000-0000-8000-8000-000000000001'
  await exchange.choose(
    'one.json',
    file([
      { id, type: 'template', title: 'Brought along', slug: 'brought-along', document },
      { id: 'x', type: 'template', title: 'y'.repeat(10_000), slug: 'y', document },
    ]),
  )
  await expect(exchange.importing).toContainText('1 is refused.')
  await expect(exchange.importing).toContainText('was changed after it was written')
  await exchange.importing.getByRole('button', { name: 'Import 1 item' }).click()
  await expect(window.row('Brought along')).toBeVisible()
})

test('an item is copied to a client with what it needs, and the way there is one click', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await window.makeWorkspace('Nordlys Insurance')
  await window.enterWorkspace('Personal')
  const exchange = new ExchangePage(page)
  await window.row('Declined claim, warm letter').click()
  await exchange.command('Copy to another workspace')
  const dialog = page.getByRole('dialog', { name: 'Copy 1 item to another workspace' })
  await expect(dialog.getByRole('region', { name: 'Comes along' })).toContainText('House style')
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('button', { name: 'Go to Nordlys Insurance' }).click()
  await expect(window.workspace('Nordlys Insurance')).toBeVisible()
  await expect(window.row('Declined claim, warm letter')).toBeVisible()
  await expect(window.row('House style')).toBeVisible()
})

test('the starter items go in one step, come back with one undo, and are brought back later', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const exchange = new ExchangePage(page)
  await exchange.command('Remove the starter items')
  await expect(page.getByText('Nothing is written here yet')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(window.row(item)).toBeVisible()
  await exchange.command('Remove the starter items')
  await page.getByRole('button', { name: 'Add the starter library' }).click()
  await expect(window.row(item)).toBeVisible()
})

test('the first steps are shown once, lead to a run, and come back when asked for', async ({
  page,
  context,
  studio,
}) => {
  const address = await studio.start()
  await page.goto(address)
  const exchange = new ExchangePage(page)
  await expect(exchange.firstSteps).toBeVisible({ timeout: 45_000 })
  await expect(exchange.firstSteps.getByRole('combobox', { name: 'First template' })).toContainText(
    'Declined claim, warm letter',
  )
  await exchange.firstSteps.getByRole('button', { name: 'Start writing' }).click()
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('Declined claim, warm letter')

  const again = await context.newPage()
  await again.goto(new URL('/', page.url()).href)
  await expect(again.getByRole('navigation', { name: 'Studio' })).toBeVisible()
  const back = new ExchangePage(again)
  await expect(back.firstSteps).toHaveCount(0)
  await back.command('First steps')
  await expect(back.firstSteps).toBeVisible()
  await back.firstSteps.getByRole('button', { name: 'Look around first' }).click()
  await expect(new StudioPage(again).row(item)).toBeVisible()
})

test('a place is exported from its menu in the tree, with all that lies in it and nothing else', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await window.makePlace('Library', 'Memos')
  const client = await studio.contract()
  const parentId = (await client.entity.places()).find(({ title }) => title === 'Memos')?.id ?? null
  const ids = { commandId: uuidv7(), id: uuidv7() }
  const document = { kind: 'context' as const, text: 'Be kind.', variables: [], examples: [] }
  await client.entity.create({ ...ids, type: 'context', parentId, title: 'Kindness', document })
  const library = new LibraryPage(page)
  await library.place('Memos').focus()
  const menu = await library.openMenu('What to do with it')
  await menu.getByRole('menuitem', { name: 'Export' }).click()
  const exchange = new ExchangePage(page)
  await expect(exchange.exporting.getByRole('combobox', { name: 'What' })).toHaveText('Memos')
  const download = page.waitForEvent('download')
  await exchange.exporting.getByRole('button', { name: 'Export', exact: true }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  const bundle: { items: { title: string }[] } = JSON.parse(text)
  expect(bundle.items.map(({ title }) => title).sort()).toEqual(['Kindness', 'Memos'])
})
