import { uuidv7 } from 'uuidv7'
import { variable } from '../../contract/template'
import { putTemplates, textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { DefinitionPage } from '../pages/definition-page'
import { StudioPage } from '../pages/studio-page'

test('a shared variable is written as a form, kept as a draft over a crash, saved, restored, and refuses a wrong name', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  await page.getByRole('button', { name: 'New', exact: true }).click()
  await page.getByRole('menuitem', { name: 'New shared variable' }).click()
  const shared = new DefinitionPage(page)
  await expect(shared.users).toContainText('No template follows this yet.')
  await shared.field('Name').fill('my tone')
  await expect(shared.form).toContainText('You typed "my tone"')
  await expect(page.getByRole('button', { name: 'Save version' })).toHaveAttribute('aria-disabled', 'true')
  await shared.field('Name').fill('tone')
  await shared.chooseType('choice')
  await shared.field('Choices, one a line').fill('warm\ndry')
  await shared.save()
  await shared.expectVersion(2)
  await shared.field('What it is for').fill('How the answer sounds')
  const client = await studio.contract()
  const made = (await client.variable.definitions()).find(({ title }) => title === 'Untitled variable')
  const id = made?.id ?? ''
  await expect
    .poll(async () => JSON.stringify(await client.draft.get({ entityId: id })))
    .toContain('How the answer sounds')
  await studio.kill()
  const again = await StudioPage.open(page, await studio.start())
  await again.row('Untitled variable').dblclick()
  await expect(shared.field('What it is for')).toHaveValue('How the answer sounds')
  await page.keyboard.press('ControlOrMeta+s')
  await shared.expectVersion(3)
  await page.getByRole('button', { name: /^Version 1,/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Restore as new version' }).click()
  await shared.expectVersion(4)
  await expect(shared.field('What it is for')).toHaveValue('')
  await expect(shared.field('Name')).toHaveValue('variable')
  await page.keyboard.press('ControlOrMeta+z')
  await expect(shared.field('What it is for')).toHaveValue('How the answer sounds')
  expect(window.page).toBe(page)
})

test('a template shares a variable, another follows it, and both ask for what it says from now on', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const client = await studio.contract()
  const text = textTemplate('Write in {{ language }}.', {
    variables: [variable.parse({ name: 'language', default: 'Dutch' })],
  })
  const other = textTemplate('Answer in {{ tongue }}.')
  await putTemplates(client, [
    { title: 'First letter', document: text },
    { title: 'Second letter', document: other },
  ])
  await window.row('First letter').dblclick()
  await page.getByRole('button', { name: 'Type and rules of language' }).click()
  await page.getByRole('button', { name: 'Share with other templates' }).click()
  await expect(page.getByText('Follows the shared variable "language"')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save version' }).click()
  await expect(page.getByText('Version 2', { exact: true })).toBeVisible()

  await window.goToLibrary()
  await window.row('Second letter').dblclick()
  await page.getByRole('button', { name: 'Type and rules of tongue' }).click()
  await page.getByRole('combobox', { name: 'Follow a shared variable' }).click()
  await page.getByRole('option', { name: 'language', exact: true }).click()
  await page.getByRole('button', { name: 'Open it' }).click()
  const shared = new DefinitionPage(page)
  await expect(shared.users.getByRole('button', { name: 'First letter' })).toBeVisible()
  await shared.chooseType('choice')
  await shared.field('Choices, one a line').fill('Dutch\nFrisian')
  await shared.save()
  await shared.expectVersion(2)
  await window.goToLibrary()
  await window.row('First letter').dblclick()
  await page.getByRole('combobox', { name: 'language' }).click()
  await expect(page.getByRole('option')).toHaveText(['Dutch', 'Frisian'])
  await page.keyboard.press('Escape')

  // Somebody saves it elsewhere while there is a draft: nothing is written until one is chosen.
  const definition = (await client.variable.definitions()).find(({ title }) => title === 'language')
  await window.goToLibrary()
  await window.row('language').dblclick()
  await shared.field('What it is for').fill('Mine')
  const { rowVersion, document } = await client.entity.get({ id: definition?.id ?? '' })
  if (document.kind !== 'variable_definition') throw new Error('It is of another kind.')
  await client.entity.save({
    commandId: uuidv7(),
    id: definition?.id ?? '',
    rowVersion,
    document: { ...document, variable: { ...document.variable, description: 'Theirs' } },
  })
  await page.getByRole('button', { name: 'Take version 3' }).click()
  await expect(shared.field('What it is for')).toHaveValue('Theirs')
})
