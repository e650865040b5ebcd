import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { EditorPage } from '../pages/editor-page'
import { SplitPage } from '../pages/split-page'
import { StudioPage } from '../pages/studio-page'

test('an item opens beside another, each is written and saved by itself, and a restart brings both back', async ({
  page,
  studio,
  otherBrowser,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const split = new SplitPage(page)
  await window.openItem('House style')
  const quick = await window.openQuickly()
  await quick.find('Triage of a message')
  await expect(quick.dialog.getByRole('option').first()).toContainText('Triage of a message')
  await expect(quick.dialog.getByRole('option').first()).toHaveAttribute('data-highlighted')
  await quick.query.press('ControlOrMeta+Enter')
  await expect(split.title('beside')).toHaveValue('Triage of a message')
  await expect(split.title('main')).toHaveValue('House style')

  // Keys are for the column that was worked in last.
  await split.side('beside').getByRole('textbox', { name: 'Prompt text' }).click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' Beside.')
  await page.keyboard.press('ControlOrMeta+s')
  await expect(split.side('beside').getByText('Version 2', { exact: true }).first()).toBeAttached()
  await expect(split.side('main').getByText('Version 1', { exact: true }).first()).toBeAttached()

  await page.keyboard.press('ControlOrMeta+F6')
  await expect(split.side('main').locator('.cm-content').first()).toBeFocused()
  await page.keyboard.press('ControlOrMeta+F6')
  await expect(split.side('beside').locator('.cm-content').first()).toBeFocused()
  expect.soft(await barriersOn(page), 'two columns').toEqual([])

  await expect.poll(async () => (await (await studio.contract()).session.get()).layout.beside).not.toBeNull()
  await studio.stop()
  const again = await otherBrowser.newPage()
  await StudioPage.comeBack(again, await studio.start())
  const back = new SplitPage(again)
  await expect(back.title('beside')).toHaveValue('Triage of a message')
  await expect(back.title('main')).toHaveValue('House style')
  await again.keyboard.press('ControlOrMeta+Alt+x')
  await expect(back.side('beside')).toHaveCount(0)
})

test('a tab is dragged to a half of the window; an item is never shown twice', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const split = new SplitPage(page)
  await window.openItem('House style')
  await window.goToLibrary()
  await window.openItem('Triage of a message')
  await split.dragTab(window.tabs.first(), 'beside')
  await expect(split.title('beside')).toHaveValue('House style')
  await split.dragTab(window.tabs.first(), 'main')
  await expect(split.side('beside')).toHaveCount(0)
  await expect(split.title('main')).toHaveValue('House style')

  // What is shown goes beside; the other tab takes its place.
  await page.keyboard.press('ControlOrMeta+\\')
  await expect(split.title('beside')).toHaveValue('House style')
  await expect(split.title('main')).toHaveValue('Triage of a message')
  // An address that leads to it in the main column sends what was there beside.
  const id = await page.evaluate(() => location.hash)
  await page.evaluate(() => {
    location.hash = document.querySelector<HTMLAnchorElement>('nav a[title="House style"]')?.hash ?? ''
  })
  await expect(split.title('main')).toHaveValue('House style')
  await expect(split.title('beside')).toHaveValue('Triage of a message')
  expect(await page.evaluate(() => location.hash)).not.toBe(id)
  await page.keyboard.press('ControlOrMeta+Alt+w')
  await expect(window.tabs).toHaveCount(1)
})

test('panes are made wider by mouse and keyboard, reset by a double click, and stay so', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const split = new SplitPage(page)
  const sidebar = 'Width of the sidebar'
  await expect.poll(() => split.widthOf(sidebar)).toBe(248)
  await split.dragEdge(sidebar, 80)
  await expect.poll(() => split.widthOf(sidebar)).toBe(328)
  await split.edge(sidebar).press('ArrowLeft')
  await expect.poll(() => split.widthOf(sidebar)).toBe(312)
  await split.edge('Width of the preview').press('ArrowLeft')

  await window.openItem('Declined claim, warm letter')
  await split.edge('Width of the variables').press('End')
  await expect.poll(() => split.widthOf('Width of the variables')).toBe(560)
  await split.edge('Width of the playground').press('Home')
  await expect.poll(() => split.widthOf('Width of the playground')).toBe(300)
  await expect(new EditorPage(page).title).toBeVisible()
  await expect
    .poll(async () => (await (await studio.contract()).session.get()).layout.panes)
    .toMatchObject({ sidebar: 312, variables: 560, playground: 300 })
  await page.reload()
  await expect.poll(() => split.widthOf('Width of the variables')).toBe(560)
  await window.goToLibrary()
  await expect.poll(() => split.widthOf(sidebar)).toBe(312)
  await split.edge(sidebar).dblclick({ position: { x: 4, y: 200 } })
  await expect.poll(() => split.widthOf(sidebar)).toBe(248)
})
