import { expect } from '@playwright/test'
import { t } from '../../renderer/i18n'
import { button, counted, type Leg, openItem, press, station } from './stop'

const toRuns = station(
  () => t('frame.runs'),
  (page) => page.getByText(t('runs.answer'), { exact: true }),
)

/** What is said holds an address, so that the answer has a link. */
export const said = 'JSON: https://example.com/page'

export const runs: Leg = {
  name: 'runs and conversations',
  stops: [
    {
      name: 'runs',
      shows: 'runs',
      open: async (page) => {
        await openItem(page, 'Declined claim, warm letter')
        await counted(page)
        await button(page, t('playground.run')).click()
        const ended = page.getByText(t('ui.runStatus.success'), { exact: true }).first()
        await expect(ended).toBeVisible({ timeout: 45_000 })
        await toRuns(page)
      },
    },
    {
      name: 'run kept as a row',
      shows: 'renderer/ui/keep-row.tsx',
      open: press(() => t('runs.keepRow')),
    },
    {
      name: 'two runs compared',
      shows: 'renderer/features/runs/compare-runs.tsx',
      open: async (page) => {
        await button(page, t('runs.compare')).click()
        await button(page, t('runs.runAgain')).click()
        await expect(page.getByRole('table', { name: t('runs.title') }).getByRole('row')).toHaveCount(3)
        await press(() => t('runs.compareWithPinned'))(page)
        await expect(page.getByRole('dialog').getByText(t('runs.changes'))).toBeVisible()
      },
    },
    {
      name: 'new conversation',
      shows: 'renderer/features/conversations/new-conversation.tsx',
      open: async (page) => {
        await station(
          () => t('frame.conversations'),
          () => page.getByText(t('conversations.empty')),
        )(page)
        await press(() => t('conversations.new'))(page)
      },
    },
    {
      name: 'conversation',
      shows: 'conversations',
      open: async (page) => {
        await press(() => t('conversations.new'))(page)
        await page.getByRole('dialog').getByRole('textbox').first().fill('JSON')
        await button(page, t('conversations.make')).click()
        const field = page.getByRole('textbox', { name: t('conversations.say') })
        await field.fill(said)
        await field.press('ControlOrMeta+Enter')
        // One below what was said, one below what was answered.
        await expect(button(page, t('conversations.again'))).toHaveCount(2, { timeout: 45_000 })
      },
    },
    {
      name: 'conversation to take along',
      shows: 'renderer/features/conversations/thread-head.tsx',
      open: press(() => t('conversations.export')),
    },
    {
      name: 'link that leads out',
      shows: 'renderer/ui/outside-link.tsx',
      open: async (page) => {
        await page.getByRole('button', { name: 'https://example.com/page' }).first().click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'message edited',
      open: async (page) => {
        await button(page, t('conversations.edit')).first().click()
        await expect(page.getByRole('textbox', { name: t('conversations.editField') })).toBeVisible()
      },
    },
  ],
}
