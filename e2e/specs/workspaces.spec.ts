import { uuidv7 } from 'uuidv7'
import { putTemplates, textTemplate } from '../fixtures/library'
import { recordFrames } from '../fixtures/secrecy'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'

test('nothing of one workspace is seen in another, but a connection that is shared', async ({
  page,
  studio,
  models,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const { provider } = await studio.contract()
  const connection = {
    rowVersion: null,
    address: models.openai,
    models: ['stub-ok'],
  }
  for (const [name, shared] of [
    ['Mine alone', false],
    ['For all of mine', true],
  ] as const) {
    await provider.save({
      ...connection,
      kind: 'openai_compatible',
      commandId: uuidv7(),
      id: uuidv7(),
      name,
      shared,
    })
  }
  const editor = await window.openItem(item)
  await editor.run()
  await editor.expectRunEnded('Success')

  await window.makeWorkspace('Nordlys Insurance')
  await expect(page.getByText('Nothing is written here yet')).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Open tabs' })).not.toContainText(item)
  await expect(page.getByRole('region', { name: 'Labs' })).not.toContainText('Starter')
  const runs = await window.goToRuns()
  await expect(page.getByText('Nothing ran yet.')).toBeVisible()
  await expect(runs.rows(item)).toHaveCount(0)
  const settings = await window.goToSettings()
  await expect(settings.connection('For all of mine')).toContainText('shared by another workspace')
  await expect(settings.connection('Mine alone')).toHaveCount(0)

  await window.enterWorkspace('Personal')
  await expect(window.row(item)).toBeVisible()
  await expect((await window.goToRuns()).rows(item)).toHaveCount(1)
})

test('two windows in two workspaces hear nothing of each other', async ({ page, context, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const other = new StudioPage(await context.newPage())
  const received = recordFrames(other.page)
  await StudioPage.open(other.page, new URL('/', page.url()).href)
  await other.makeWorkspace('Nordlys Insurance')
  await expect(other.page.getByText('Nothing is written here yet')).toBeVisible()
  received.length = 0

  const editor = await window.openItem(item)
  await editor.rename('Canary of the first workspace')
  await editor.write('Prompt text', 'A canary sang {{ text }}')
  await editor.saveVersion()
  await editor.expectVersion(2)
  const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1]
  expect(id).toBeTruthy()

  // A change of its own comes after everything that the other window might have been told.
  await other.makePlace('Lab', 'Nordlys lab')
  await expect(other.page.getByRole('treeitem', { name: 'Nordlys lab, 0' })).toBeVisible()
  await expect.poll(() => received.some((frame) => frame.includes('Nordlys lab'))).toBe(true)
  expect(received.filter((frame) => frame.includes(String(id)) || frame.includes('anary'))).toEqual([])
})

test('a workspace that is deleted leaves the window in another one, with that one’s items under its name', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await expect(window.row(item)).toBeVisible()
  await window.makeWorkspace('Nordlys Insurance')
  await window.makePlace('Lab', 'Nordlys lab')
  await window.makePlace('Library', 'Nordlys letters')
  const client = await studio.contract()
  const workspaceId =
    (await client.workspace.list()).find(({ name }) => name === 'Nordlys Insurance')?.id ?? ''
  await client.session.open({ workspaceId })
  await putTemplates(client, [
    { title: 'Gone with its workspace', document: textTemplate('Dear {{ name }}') },
  ])
  await expect(window.row('Gone with its workspace')).toBeVisible()

  await window.deleteWorkspace('Nordlys Insurance')
  await expect(window.workspace('Personal')).toBeVisible()
  await expect(window.row(item)).toBeVisible()
  await expect(window.row('Gone with its workspace')).toHaveCount(0)
  await expect(page.getByRole('tree', { name: 'Labs and libraries' })).not.toContainText('Nordlys')
  await page.getByRole('button', { name: /^Workspace / }).click()
  await expect(page.getByRole('menuitem', { name: 'New workspace' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Nordlys Insurance' })).toHaveCount(0)
})
