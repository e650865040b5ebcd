import { uuidv7 } from 'uuidv7'
import { textTemplate } from '../fixtures/library'
import { recordFrames } from '../fixtures/secrecy'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

// Everything but the workspace has the same name at both, so that what is mixed up is mixed up by name.
const server = 'Their server'
const clients = [
  { name: 'Nordlys Insurance', canary: 'walrus', key: 'sk-canary-walrus-Zq83vNw51xTe70Lm' },
  { name: 'Harbour Bank', canary: 'petrel', key: 'sk-canary-petrel-Bk29cRt64yUd18Ws' },
] as const

test('of two clients neither meets the other: not in palette, search, runs, history or tabs, and no key is lent', async ({
  page,
  studio,
  models,
}) => {
  const received = recordFrames(page)
  const window = await StudioPage.open(page, await studio.start())
  const { entity, session, workspace } = await studio.contract()

  for (const { name, canary, key } of clients) {
    await window.makeWorkspace(name)
    const workspaceId = (await workspace.list()).find((each) => each.name === name)?.id ?? ''
    await session.open({ workspaceId })
    const ids = { commandId: uuidv7(), id: uuidv7() }
    const document = textTemplate(`The ${canary} writes {{ text }}`)
    await entity.create({ ...ids, type: 'template', parentId: null, title: `${canary} letter`, document })
    const settings = await window.goToSettings()
    await settings.addCompatible({ name: server, address: models.openai, models: ['stub-ok'], key })
    await window.goToLibrary()
    const editor = await window.openItem(`${canary} letter`)
    await editor.variable('text').fill(`a ${canary} song`)
    await editor.runOn('stub-ok', 'Success')
    await editor.write('Prompt text', `The ${canary} hums {{ text }}`)
    await editor.saveVersion()
    await editor.expectVersion(2)
  }

  for (const [mine, other] of [clients, clients.toReversed()]) {
    if (!mine || !other) throw new Error('There are two clients.')
    await window.goToLibrary()
    await window.enterWorkspace(mine.name)
    received.length = 0
    await window.goToLibrary()
    await expect(window.row(`${mine.canary} letter`)).toBeVisible()
    await window.filter.fill(other.canary)
    await expect(page.getByText(`No name here holds ${other.canary}.`)).toBeVisible()
    await window.filter.fill('')

    const palette = await window.openPalette()
    await expect(palette.entry(`${mine.canary} letter`).first()).toBeVisible()
    await palette.find(other.canary)
    await expect(palette.dialog.getByRole('option')).toHaveCount(0)
    await page.keyboard.press('Escape')

    const runs = await window.goToRuns()
    await expect(runs.rows(`${mine.canary} letter`)).toHaveCount(1)
    await runs.expectRuns(1)
    await window.goToLibrary()
    const editor = await window.openItem(`${mine.canary} letter`)
    const first = await editor.openVersion(1)
    await expect(first).toContainText(`The ${mine.canary} writes`)
    await page.keyboard.press('Escape')
    await expect(window.tabs).toHaveCount(1)
    await editor.variable('text').fill(`another ${mine.canary} song`)
    await editor.runOn('stub-ok', 'Success')
    expect(received.filter((frame) => frame.includes(other.canary))).toEqual([])
    await (await window.goToRuns()).expectRuns(2)
  }

  expect(models.requests).toHaveLength(4)
  for (const { headers, body } of models.requests) {
    const client = clients.find(({ canary }) => JSON.stringify(body).includes(canary))
    expect(headers.authorization).toBe(`Bearer ${client?.key}`)
  }
})
