import { uuidv7 } from 'uuidv7'
import type { StudioClient } from '../../main/socket/client'
import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { SetPage } from '../pages/set-page'
import { StudioPage } from '../pages/studio-page'

const column = (name: string) => ({
  name,
  type: 'text' as const,
  required: false,
  description: '',
  rules: {},
})

/** A set with these columns and as many rows as are asked for, each with its number. */
async function putSet(client: StudioClient, title: string, columns: string[], rows: number): Promise<string> {
  const library = (await client.entity.places()).find(({ type }) => type === 'library')
  const made = await client.entity.create({
    commandId: uuidv7(),
    id: uuidv7(),
    type: 'variable_set',
    parentId: library?.id ?? null,
    title,
    document: { kind: 'variable_set', columns: [], rows: 0, digest: '' },
  })
  await client.variable.changeRows({
    commandId: uuidv7(),
    id: made.id,
    rowVersion: made.rowVersion,
    allColumns: columns.map(column),
    put: Array.from({ length: rows }, (_, index) => ({
      key: uuidv7(),
      values: Object.fromEntries(columns.map((name) => [name, `${name} ${index + 1}`])),
      split: null,
      tags: [],
    })),
  })
  return made.id
}

async function openSet(window: StudioPage, title: string): Promise<SetPage> {
  await window.row(title).dblclick()
  const set = new SetPage(window.page)
  await expect(set.title).toHaveValue(title)
  await expect(set.grid).toBeVisible()
  return set
}

test('a set is written in, pasted into, taken back, saved as a version and found again after a crash', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putSet(client, 'Customers', ['name', 'town'], 2)
  const set = await openSet(window, 'Customers')
  await set.expectVersion(2)
  await set.write(1, 1, 'Ingrid')
  await set.cell(2, 1).click()
  await set.paste('Bob\tBergen\nCy\tOslo')
  await expect(set.cell(3, 2)).toHaveText('Oslo')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(set.cell(3, 2)).toHaveCount(0)
  await expect(set.cell(2, 1)).toHaveText('name 2')
  await page.keyboard.press('ControlOrMeta+Shift+Z')
  await expect(set.cell(3, 2)).toHaveText('Oslo')
  await set.save()
  await set.expectVersion(3)
  const saved = await client.variable.rows({ id, limit: 10 })
  expect(saved.items.map(({ values }) => values)).toEqual([
    { name: 'Ingrid', town: 'town 1' },
    { name: 'Bob', town: 'Bergen' },
    { name: 'Cy', town: 'Oslo' },
  ])

  await set.write(1, 2, 'Not saved yet')
  await expect
    .poll(async () => JSON.stringify(await client.draft.get({ entityId: id })))
    .toContain('Not saved yet')
  await studio.kill()
  const after = await openSet(await StudioPage.open(page, await studio.start()), 'Customers')
  await expect(after.cell(1, 2)).toHaveText('Not saved yet')
  await expect(page.getByText('Draft after 3')).toBeVisible()
})

test('columns come, are named and go, a file’s rows come below, and what is no table gets a sentence', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await putSet(await studio.contract(), 'Cases', ['question'], 1)
  const set = await openSet(window, 'Cases')
  const tools = page.getByRole('toolbar', { name: 'Rows of values' })
  await tools.getByRole('button', { name: 'Add column' }).click()
  await set.cell(0, 2).dblclick()
  const field = set.cell(0, 2).getByRole('textbox')
  await field.fill('question')
  await field.press('Enter')
  await expect(set.cell(0, 2).getByRole('alert')).toContainText('There is a column question already')
  await field.fill('answer')
  await field.press('Enter')
  await expect(set.cell(0, 2)).toContainText('answer')
  await set.load('question,source\nWhy?,mail\nWhen?,phone')
  await expect(set.cell(3, 1)).toHaveText('When?')
  await expect(set.cell(3, 3)).toHaveText('phone')
  await set.load('a,b\n"open')
  await expect(page.getByRole('dialog', { name: 'Load rows' })).toContainText(/\./)
  await page.keyboard.press('Escape')
  await set.loadFile(`question\n${'why\n'.repeat(20_001)}`)
  await expect(
    page.getByRole('region', { name: 'Notifications' }).getByText(/^At most 20,000 rows are changed/),
  ).toBeVisible()
  await expect(page.getByText('3 rows, 3 columns')).toBeVisible()
  await set.cell(0, 3).click()
  await tools.getByRole('button', { name: 'Remove column' }).click()
  await expect(set.cell(0, 3)).toHaveCount(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect.soft(await barriersOn(page), colorScheme).toEqual([])
  }
})

test('ten thousand rows are walked by the keyboard, written in at the end and saved', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putSet(client, 'Many', ['name', 'town', 'note'], 10_000)
  const set = await openSet(window, 'Many')
  await expect(page.getByText('10,000 rows, 3 columns')).toBeVisible()
  await set.cell(1, 1).click()
  await page.keyboard.press('ControlOrMeta+ArrowDown')
  await expect(set.cell(10_000, 1)).toBeFocused()
  expect(await set.grid.locator('tr').count()).toBeLessThan(120)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.type('The last town')
  await page.keyboard.press('Enter')
  await expect(set.cell(10_000, 2)).toHaveText('The last town')
  await set.save()
  await set.expectVersion(3)
  const { total } = await client.variable.rows({ id, limit: 1 })
  expect(total).toBe(10_000)
})

test('what somebody saved in between is shown beside mine, and nothing is written until one is chosen', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putSet(client, 'Shared', ['name', 'town'], 2)
  const set = await openSet(window, 'Shared')
  await set.write(1, 1, 'Mine')
  const [first] = (await client.variable.rows({ id, limit: 10 })).items
  const { rowVersion } = await client.entity.get({ id })
  await client.variable.changeRows({
    commandId: uuidv7(),
    id,
    rowVersion,
    put: [{ key: first?.key ?? '', values: { name: 'name 1', town: 'Theirs' }, split: null, tags: [] }],
  })
  const both = page.getByRole('alert').filter({ hasText: 'Put mine on top' })
  await expect(both.getByRole('table', { name: 'Where they differ' })).toContainText('Theirs')
  await both.getByRole('button', { name: 'Put mine on top' }).click()
  await expect(set.cell(1, 1)).toHaveText('Mine')
  await expect(set.cell(1, 2)).toHaveText('Theirs')
  await set.save()
  await set.expectVersion(4)
})

test('an older version is looked at with its rows and restored, rows and columns', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const id = await putSet(client, 'Cases', ['name', 'town'], 3)
  const set = await openSet(window, 'Cases')
  await set.write(1, 1, 'Changed')
  await set.cell(3, 1).click()
  const tools = page.getByRole('toolbar', { name: 'Rows of values' })
  await tools.getByRole('button', { name: 'Remove row' }).click()
  await set.cell(0, 2).click()
  await tools.getByRole('button', { name: 'Remove column' }).click()
  await page.getByRole('textbox', { name: 'What changed, optional' }).fill('Fewer cases')
  await set.save()
  await set.expectVersion(3)
  await expect(page.getByRole('button', { name: /^Version 3, Fewer cases/ })).toBeVisible()
  await page.getByRole('button', { name: /^Version 2,/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Version 2' })
  await expect(dialog.getByText('3 rows, 2 columns')).toBeVisible()
  await expect(dialog.getByRole('table', { name: 'Values' })).toContainText('town 3')
  await dialog.getByRole('button', { name: 'Restore as new version' }).click()
  await set.expectVersion(4)
  await expect(set.cell(1, 1)).toHaveText('name 1')
  await expect(set.cell(3, 2)).toHaveText('town 3')
  const { items } = await client.variable.rows({ id, limit: 10 })
  expect(items.map(({ values }) => values)).toEqual(
    [1, 2, 3].map((number) => ({ name: `name ${number}`, town: `town ${number}` })),
  )
})
