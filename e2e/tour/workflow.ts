import { expect, type Page } from '@playwright/test'
import { uuidv7 } from 'uuidv7'
import { t } from '../../renderer/i18n'
import { graph, putWorkflow, triage } from '../fixtures/workflows'
import { button, type Leg, openItem, press } from './stop'

const canvas = (page: Page) => page.getByRole('application', { name: t('workflow.canvas') })

/** The same graph with a node that is not filled in. */
function withProblem() {
  const document = triage()
  const { nodes } = graph([{ kind: 'condition', label: '', x: 660, y: 140 }])
  return { ...document, nodes: [...document.nodes, ...nodes] }
}

/** The node that is not filled in fails. */
const runEnded = (page: Page) =>
  expect(
    page.getByRole('region', { name: t('workflowRun.pane'), exact: true }).getByRole('status'),
  ).toContainText(t('ui.runStatus.failed'), { timeout: 45_000 })

export const workflow: Leg = {
  name: 'workflow',
  prepare: async (client) => {
    await putWorkflow(client, 'Triage', withProblem())
  },
  stops: [
    {
      name: 'graph of a workflow',
      open: async (page) => {
        await openItem(page, 'Triage')
        await expect(canvas(page)).toBeVisible()
      },
    },
    {
      name: 'node in hand',
      open: async (page) => {
        await canvas(page).focus()
        await page.keyboard.press('ArrowRight')
        await expect(button(page, t('workflow.remove'))).toBeVisible()
      },
    },
    {
      name: 'outline and problems',
      open: async (page) => {
        await page.keyboard.press('o')
        await page
          .getByRole('region', { name: t('workflow.problemsList') })
          .getByRole('button')
          .first()
          .click()
      },
    },
    {
      name: 'more to do on a canvas',
      shows: 'renderer/features/workflow/canvas/toolbar.tsx',
      open: press(() => t('workflow.more')),
    },
    {
      name: 'colour and icon of a node',
      shows: 'renderer/features/workflow/canvas/mark-panel.tsx',
      open: async (page) => {
        await canvas(page).focus()
        await page.keyboard.press('o')
        await page.keyboard.press('ControlOrMeta+a')
        await button(page, t('workflow.more')).click()
        await page.getByRole('menuitem', { name: t('command.canvas.mark') }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
      },
    },
    {
      name: 'what a workflow is given',
      open: async (page) => {
        await page.keyboard.press('ControlOrMeta+Enter')
        await expect(page.getByText(t('workflowRun.needed'))).toBeVisible()
      },
    },
    {
      name: 'run of a workflow',
      open: async (page) => {
        await page.getByRole('textbox', { name: 'question' }).fill('X')
        await page.keyboard.press('ControlOrMeta+Enter')
        await runEnded(page)
      },
    },
    {
      name: 'part of a run',
      open: async (page) => {
        await button(page, t('workflowRun.tab.tree')).click()
        await page.getByRole('treeitem').first().click()
        await expect(button(page, t('workflowRun.runNode'))).toBeVisible()
      },
    },
    {
      name: 'two runs of a workflow',
      shows: 'renderer/features/workflow/run/compare-dialog.tsx',
      open: async (page) => {
        await button(page, t('workflowRun.run')).click()
        await runEnded(page)
        await press(() => t('workflowRun.compare'))(page)
        await expect(page.getByRole('dialog').getByRole('table')).toBeVisible()
      },
    },
    {
      name: 'saved elsewhere while one drew',
      shows: 'renderer/features/workflow/stale-choice.tsx',
      open: async (page, client) => {
        await canvas(page).focus()
        await page.keyboard.press('n')
        const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
        const { rowVersion } = await client.entity.get({ id })
        await client.entity.save({ commandId: uuidv7(), id, rowVersion, document: triage(), message: null })
        await press(() => t('workflow.compareBoth'))(page)
      },
    },
  ],
}
