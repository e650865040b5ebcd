import { expect, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { t } from '../../renderer/i18n'
import { button, key, type Leg, opens, press, row, station, toLibrary } from './stop'

const letter = 'Declined claim, warm letter'

const workspaceMenu = (name: () => string, item: () => string) => async (page: Page) => {
  await press(() => t('workspace.current', { name: name() }))(page)
  await page.getByRole('menuitem', { name: item() }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

const rowMenu = async (page: Page) => {
  await row(page, letter).click()
  await key('Shift+F10')(page)
}

const fromRowMenu = (item: () => string) => async (page: Page) => {
  await rowMenu(page)
  await page.getByRole('menuitem', { name: item() }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
}

const tab = (name: () => string) => (page: Page) => page.getByRole('tab', { name: name() }).click()

/** A bundle with an item that can be imported and one that is refused. */
const bundle = () => {
  const context = { type: 'context', title: 'X', document: { kind: 'context', text: 'X' } }
  const items = [
    { ...context, id: '00000000-0000-8000-8000-000000000001', slug: 'house-style' },
    { ...context, id: 'x', slug: 'x' },
  ]
  return JSON.stringify({ kind: 'promptstudio.bundle', format: 1, title: '', items })
}

export const library: Leg = {
  name: 'library',
  prepare: async ({ workspace }) => {
    await workspace.create({ commandId: uuidv7(), id: uuidv7(), name: 'Far', kind: 'client', colour: 'c-2' })
  },
  stops: [
    {
      name: 'library',
      shows: 'library',
      open: async (page) => {
        await toLibrary(page)
        await row(page, letter).click()
        await expect(page.getByRole('complementary').last()).toContainText(t('library.runs'))
      },
    },
    { name: 'variables of an item', open: tab(() => t('library.variables')) },
    { name: 'history of an item', open: tab(() => t('library.history')) },
    { name: 'palette', shows: 'renderer/app/palette/index.tsx', open: key('ControlOrMeta+k') },
    { name: 'quick open', shows: 'renderer/app/palette/index.tsx', open: key('ControlOrMeta+p') },
    { name: 'sheet of keys', shows: 'renderer/app/palette/keys-sheet.tsx', open: key('?') },
    { name: 'jobs', shows: 'renderer/app/work/tray.tsx', open: key('ControlOrMeta+Alt+k') },
    { name: 'notifications', shows: 'renderer/app/work/tray.tsx', open: key('ControlOrMeta+Alt+o') },
    { name: 'menu of a row', shows: 'renderer/app/row-menu.tsx', open: rowMenu },
    {
      name: 'tags',
      shows: 'renderer/features/library/ask-dialogs.tsx',
      open: fromRowMenu(() => t('command.row.tag')),
    },
    {
      name: 'another place',
      shows: 'renderer/features/library/ask-dialogs.tsx',
      open: fromRowMenu(() => t('command.row.move')),
    },
    {
      name: 'colour and icon',
      shows: 'renderer/features/library/ask-dialogs.tsx',
      open: fromRowMenu(() => t('command.row.mark')),
    },
    {
      name: 'copy to another workspace',
      shows: 'renderer/features/exchange/copy-dialog.tsx',
      open: async (page) => {
        await fromRowMenu(() => t('command.row.copy'))(page)
        await expect(page.getByRole('dialog').getByText('House style')).toBeVisible()
      },
    },
    {
      name: 'export',
      shows: 'renderer/features/exchange/export-dialog.tsx',
      open: key('ControlOrMeta+Alt+e'),
    },
    {
      name: 'import',
      shows: 'renderer/features/exchange/import-dialog.tsx',
      open: key('ControlOrMeta+Alt+i'),
    },
    {
      name: 'plan of an import',
      shows: 'renderer/features/exchange/import-dialog.tsx',
      open: async (page) => {
        await key('ControlOrMeta+Alt+i')(page)
        await page.getByRole('dialog').getByRole('textbox').fill(bundle())
        await button(page, t('exchange.readPasted')).click()
        await expect(page.getByRole('region', { name: t('exchange.inFile') })).toBeVisible()
      },
    },
    {
      name: 'new lab or library',
      shows: 'renderer/features/library/new-place.tsx',
      open: press(() => t('library.newPlace')),
    },
    {
      name: 'new item of another kind',
      shows: 'renderer/features/library/library-head.tsx',
      open: press(() => t('library.newOther')),
    },
    {
      name: 'columns of the list',
      shows: 'renderer/features/library/columns-dialog.tsx',
      open: press(() => t('library.columns')),
    },
    {
      name: 'filters',
      shows: 'renderer/features/library/filter-bar.tsx',
      open: press(() => t('library.addFilter')),
    },
    {
      name: 'several rows chosen',
      open: async (page) => {
        await row(page, letter).click()
        await page.keyboard.press('Shift+ArrowDown')
        await expect(page.getByRole('toolbar', { name: t('library.chosenItems') })).toBeVisible()
      },
    },
    {
      name: 'nothing found',
      open: async (page) => {
        await button(page, t('library.chooseNone')).click()
        await page.getByRole('textbox', { name: t('library.filterByName') }).fill('qqq')
        await expect(button(page, t('library.liftFilter')).last()).toBeVisible()
      },
    },
    {
      name: 'trash',
      open: async (page) => {
        await button(page, t('library.liftFilter')).last().click()
        await row(page, 'House style').click()
        await page.keyboard.press('Delete')
        await page.getByRole('link', { name: t('library.trash'), exact: true }).click()
        await expect(page.getByRole('row', { name: 'House style' })).toBeVisible()
      },
    },
    {
      name: 'emptying the trash',
      shows: 'renderer/features/library/trash-screen.tsx',
      open: press(() => t('library.emptyTrash')),
    },
    {
      name: 'first steps',
      shows: 'welcome',
      open: async (page) => {
        await page.evaluate(() => {
          window.location.hash = '/welcome'
        })
        await expect(page.getByRole('region', { name: t('firstRun.title') })).toBeVisible()
      },
    },
    {
      name: 'workspaces',
      shows: 'renderer/features/workspace/index.tsx',
      open: press(() => t('workspace.current', { name: 'Personal' })),
    },
    {
      name: 'new workspace',
      shows: 'renderer/features/workspace/new-workspace.tsx',
      open: workspaceMenu(
        () => 'Personal',
        () => t('workspace.new'),
      ),
    },
    {
      name: 'empty library',
      open: async (page) => {
        await press(() => t('workspace.current', { name: 'Personal' }))(page)
        await page.getByRole('menuitem', { name: 'Far' }).click()
        await expect(page.getByText(t('library.emptyTitle'))).toBeVisible()
      },
    },
    {
      name: 'settings of a workspace',
      shows: 'renderer/features/workspace/settings.tsx',
      open: workspaceMenu(
        () => 'Far',
        () => t('workspace.change'),
      ),
    },
    {
      name: 'end of a workspace',
      shows: 'renderer/features/workspace/settings.tsx',
      open: async (page) => {
        await workspaceMenu(
          () => 'Far',
          () => t('workspace.change'),
        )(page)
        await button(page, t('workspace.delete')).click()
        await expect(opens(page).getByText(t('workspace.typedName'))).toBeVisible()
      },
    },
    {
      name: 'no runs',
      open: station(
        () => t('frame.runs'),
        (page) => page.getByText(t('runs.empty')),
      ),
    },
    {
      name: 'no conversations',
      open: station(
        () => t('frame.conversations'),
        (page) => page.getByText(t('conversations.empty')),
      ),
    },
  ],
}
