import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

test('the text makes the form, the rules judge the values, and what is missing is named', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.newTemplate()
  await editor.write('User message', 'Write to {{ customer }} about {{ visits }} visits.')
  await expect(editor.variables).toContainText('0 of 2')

  await editor.run()
  await expect(page.getByText('customer needs a value.')).toBeVisible()
  await expect(editor.variables.getByText('A value is needed here.').first()).toBeVisible()
  await expect(editor.playground.getByRole('status')).toHaveText('')

  await editor.variables.getByRole('button', { name: 'Type and rules of visits' }).click()
  const rules = page.getByRole('dialog', { name: 'visits' })
  await rules.getByRole('combobox', { name: 'Type' }).click()
  await page.getByRole('option', { name: 'integer', exact: true }).click()
  await rules.getByRole('textbox', { name: 'At least' }).fill('1')
  await rules.getByRole('textbox', { name: 'At most' }).fill('9')
  await page.keyboard.press('Escape')
  await editor.variable('visits').fill('a few')
  await editor.variable('customer').fill('Ingrid Moen')
  await expect(editor.variables).toContainText('A number. You typed "a few".')
  await editor.variable('visits').fill('12')
  await editor.variable('visits').blur()
  await expect(editor.variables).toContainText('At most 9. You typed 12.')
  await editor.run()
  await expect(editor.playground.getByRole('status')).toHaveText('')

  await editor.variable('visits').fill('3')
  await expect(editor.variables).toContainText('2 of 2')
  await editor.run()
  await editor.expectRunEnded('Success')
  await expect(editor.playground.getByTitle('customer').first()).toHaveText('Ingrid Moen')
})

test('a pattern refuses with its own words, and a context asks for its values in the same form', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const context = await window.openItem('House style')
  await context.write('Context text', 'Sign as {{ signature }}.')
  await context.saveVersion()
  await context.expectVersion(2)
  await window.goToLibrary()

  const editor = await window.openItem('Declined claim, warm letter')
  await expect(editor.variables).toContainText('from House style')
  await editor.variable('claim_id').fill('XX-1')
  await editor.variable('claim_id').blur()
  await expect(editor.variables).toContainText('FJ-year-number')
  await expect(editor.variable('claim_id')).toHaveAttribute('aria-invalid', 'true')
  await editor.variable('claim_id').fill('FJ-2026-118205')
  await editor.variable('signature').fill('Kari')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Editor' })).toContainText('Sign as Kari.')
})
