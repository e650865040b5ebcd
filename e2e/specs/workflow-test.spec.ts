import { barriersOn } from '../fixtures/axe'
import { expect, test } from '../fixtures/test'
import { graph, putWorkflow } from '../fixtures/workflows'
import { RunPane } from '../pages/run-pane'
import { StudioPage } from '../pages/studio-page'
import { WorkflowPage } from '../pages/workflow'
import { WorkflowTests } from '../pages/workflow-tests'

const greeting = graph(
  [
    {
      kind: 'input',
      label: 'Who',
      settings: { fields: [{ name: 'name', type: { kind: 'text' } }] },
      x: 0,
      y: 0,
    },
    { kind: 'text', label: 'Greet', settings: { text: 'Hello {{ name }}' }, x: 220, y: 0 },
    {
      kind: 'output',
      label: 'Greeting',
      settings: { fields: [{ name: 'greeting', type: { kind: 'text' } }] },
      x: 440,
      y: 0,
    },
  ],
  ['Who.name > Greet.name', 'Greet.text > Greeting.greeting'],
)

test('a case is made of a run, fails with the difference, is put right, and stays with the version', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await putWorkflow(await studio.contract(), 'A greeting', greeting)
  await window.row('A greeting').dblclick()
  const workflow = await WorkflowPage.shown(page, 'A greeting')
  const run = new RunPane(page)
  await run.show('Inputs')
  await run.pane.getByRole('textbox', { name: 'name' }).fill('Ada')
  await run.runButton.click()
  await run.expectStatus('Success')

  const tests = new WorkflowTests(page)
  await tests.show()
  await tests.add()
  await expect(tests.name).toHaveValue('Case 1')
  await tests.name.fill('Ada is greeted')
  await expect(tests.value).toHaveValue('Hello Ada')
  await tests.runAll()
  await expect(tests.case('Ada is greeted')).toContainText('Passed')
  expect.soft(await barriersOn(page), 'tests of a workflow').toEqual([])

  await tests.value.fill('Hello Eve')
  await tests.run('Ada is greeted')
  await expect(tests.case('Ada is greeted')).toContainText('“Hello Ada”, and “Hello Eve” was expected')
  await tests.value.fill('Hello Ada')
  await tests.run('Ada is greeted')
  await expect(tests.case('Ada is greeted')).toContainText('Passed')

  await tests.add()
  await tests.input('name').fill('')
  await tests.run('Case 2')
  await expect(tests.case('Case 2')).toContainText('Could not run')
  await expect(tests.case('Case 2')).toContainText('needs a value for "name"')
  await expect(run.pane).toContainText('1 of 2 passed')

  await workflow.save()
  await workflow.expectVersion(2)
  await page.reload()
  await tests.show()
  await expect(tests.case('Ada is greeted')).toBeVisible()
})
