import { keptDraft, putTemplates, textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const item = 'Summary in five points'

test('the preview follows every key, and the text is searched, replaced and taken back', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'One cat, two cat.')
  await page.getByRole('button', { name: 'Both', exact: true }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('One cat, two cat.')
  await editor.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' {{ name | upcase')
  await expect(editor.variable('name')).toBeVisible()
  await editor.variable('name').fill('ada')
  await expect(preview).toContainText('ADA')

  await editor.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+f')
  await page.getByRole('textbox', { name: 'Find' }).fill('cat')
  await page.getByRole('textbox', { name: 'Replace' }).fill('dog')
  await page.getByRole('button', { name: 'replace all' }).click()
  await expect(editor.text('Prompt text')).toContainText('One dog, two dog.')
  await page.keyboard.press('Escape')
  await editor.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(editor.text('Prompt text')).toContainText('One cat, two cat.')
})

test('one search goes over every message, replaces everywhere as one step, and Esc ends it', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const messages = ['system', 'user'] as const
  await putTemplates(await studio.contract(), [
    {
      title: 'Two messages',
      document: textTemplate('', {
        form: 'chat',
        messages: messages.map((role) => ({ id: role, role, text: `A cat in the ${role} text. Cats.` })),
      }),
    },
  ])
  const editor = await window.openItem('Two messages')
  await editor.text('User message').click()
  await page.keyboard.press('ControlOrMeta+Shift+F')
  const search = page.getByRole('search', { name: 'Find in all messages' })
  await page.keyboard.type('cat')
  await expect(search.getByRole('status')).toHaveText('1 of 4')
  await search.getByRole('button', { name: 'Whole words' }).click()
  await expect(search.getByRole('status')).toHaveText('1 of 2')
  await search.getByRole('button', { name: 'Next place' }).click()
  await expect(search.getByRole('status')).toHaveText('2 of 2')
  await search.getByRole('textbox', { name: 'Replace in all messages' }).fill('dog')
  await search.getByRole('button', { name: 'Replace everywhere' }).click()
  await expect(editor.text('System message')).toContainText('A dog in the system text. Cats.')
  await expect(editor.text('User message')).toContainText('A dog in the user text. Cats.')
  await expect(search.getByRole('status')).toHaveText('nothing found')
  await page.keyboard.press('Escape')
  await expect(search).toBeHidden()
  await editor.text('User message').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(editor.text('System message')).toContainText('A cat in the system text.')
  await expect(editor.text('User message')).toContainText('A cat in the user text.')
})

test('a crash in mid-word loses no more than a moment, and what was written can still be taken back after it', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'First thought.')
  await editor.waitForDraft()
  await page.waitForTimeout(900)
  await page.keyboard.type(' Second thought.')
  const client = await studio.contract()
  await expect.poll(() => keptDraft(client, item)).toContain('First thought. Second thought.')
  await studio.kill()

  const after = await StudioPage.open(page, await studio.start())
  const again = await after.openItem(item)
  await expect(again.text('Prompt text')).toContainText('First thought. Second thought.')
  await again.text('Prompt text').click()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(again.text('Prompt text')).not.toContainText('Second thought.')
  await page.keyboard.press('ControlOrMeta+Shift+Z')
  await expect(again.text('Prompt text')).toContainText('Second thought.')
})

test('problems are listed with their places, and lead there', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write(
    'Prompt text',
    'One {{ text }}\nTwo {% if text %}\nThree }}\n{% render "no-such-context" %}',
  )
  const problems = page.getByRole('region', { name: 'Problems' })
  await expect(problems).toContainText('Line 2, column 5')
  await editor.write('Prompt text', 'One {{ text }}\n{% render "no-such-context" %}\nThree }}')
  await expect(problems).toContainText('There is no context "no-such-context" here.')
  await expect(problems).toContainText('"}}" closes nothing here.')
  await problems.getByRole('button', { name: /closes nothing/ }).click()
  await expect(page.getByRole('contentinfo')).toContainText('Ln 3, Col 7')
})

test('values come from CSV with a row at a time, and what is no CSV gets a sentence', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'Dear {{ name }}, you are {{ age }}.')
  await expect(editor.variable('age')).toBeVisible()
  await editor.variables.getByRole('button', { name: 'Load values' }).click()
  const dialog = page.getByRole('dialog', { name: 'Load values' })
  const pasted = dialog.getByRole('textbox', { name: 'CSV or JSON' })
  await pasted.fill('just a sentence')
  await dialog.getByRole('button', { name: 'Use values' }).click()
  await expect(dialog).toContainText('This is not CSV')
  await pasted.fill('name,age\n"Ada, Countess",36\nGrace,85')
  await dialog.getByRole('button', { name: 'Use values' }).click()
  await expect(editor.variable('name')).toHaveValue('Ada, Countess')
  await editor.variables.getByRole('button', { name: 'Row after' }).click()
  await expect(editor.variable('age')).toHaveValue('85')
})

test('a megabyte, right-to-left text, hostile Liquid and an emoji for a title leave the editor quick and the text whole', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const editor = await window.openItem(item)
  await editor.rename('🦊')
  await expect(editor.title).toHaveValue('🦊')
  await editor.write('Prompt text', 'مرحبا {{ name }}، كيف حالك؟')
  await expect(editor.variable('name')).toBeVisible()
  await editor.write(
    'Prompt text',
    '{% for i in (1..99999) %}{% for j in (1..99999) %}{% endfor %}{% endfor %}',
  )
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(page.getByText(/Rendering took too long|took too long and was ended/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Write', exact: true }).click()
  await editor.write('Prompt text', `${'All work and no play. '.repeat(45_000)}The end.`)
  await page.keyboard.press('ControlOrMeta+End')
  await page.keyboard.type(' Really.')
  await editor.saveVersion()
  await editor.expectVersion(2)
  const { entity } = await studio.contract()
  const id = /item\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  const { document } = await entity.get({ id })
  expect(document.kind === 'template' && document.messages[0]?.text.endsWith('The end. Really.')).toBe(true)
})

test('a template built on another follows it, changes what it says, and goes back to it', async ({
  page,
  studio,
}) => {
  const window = await StudioPage.open(page, await studio.start())
  const { entity } = await studio.contract()
  const library = (await entity.places()).find(({ type }) => type === 'library')
  const message = (id: string, name: string, text: string) => ({ id, name, role: 'user' as const, text })
  await entity.create({
    commandId: crypto.randomUUID(),
    id: crypto.randomUUID(),
    type: 'template',
    parentId: library?.id ?? null,
    title: 'House letter',
    description: '',
    document: {
      ...textTemplate(''),
      form: 'chat',
      messages: [
        message('a', 'greeting', '{% block hello %}Good day{% endblock %}, {{ name }}.'),
        message('b', 'ending', 'Yours.'),
      ],
    },
  })
  const editor = await window.openItem(item)
  await editor.write('Prompt text', 'And something of mine.')
  await editor.variables.getByRole('button', { name: 'Parts of the template' }).click()
  await editor.variables.getByRole('button', { name: 'Base', exact: true }).click()
  await editor.variables.getByRole('combobox', { name: 'Base template' }).click()
  await page.getByRole('option', { name: 'House letter' }).click()
  await expect(editor.variables).toContainText('Follows House letter, version 1.')
  await editor.variables.getByRole('textbox', { name: 'Block hello' }).fill('Hello')
  await editor.variables.getByRole('button', { name: 'Change ending' }).click()
  await page.getByRole('menuitem', { name: 'Leave out' }).click()
  await editor.variables.getByRole('button', { name: 'Parts of the template' }).click()
  await editor.variable('name').fill('Ada')
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await expect(preview).toContainText('Hello, Ada.')
  await expect(preview).toContainText('And something of mine.')
  await expect(preview).not.toContainText('Yours.')
  await editor.saveVersion()
  await editor.expectVersion(2)
})
