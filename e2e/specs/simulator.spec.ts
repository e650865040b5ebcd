import { putTemplates, textTemplate } from '../fixtures/library'
import { expect, test } from '../fixtures/test'
import { StudioPage } from '../pages/studio-page'

const endings = [
  { outcome: 'success', word: 'Success', says: /\w{3}/ },
  { outcome: 'failed', word: 'Failed', says: 'Change the outcome in the settings.' },
  { outcome: 'timeout', word: 'Timed out', says: 'Change the outcome in the settings.' },
  { outcome: 'rate_limited', word: 'Rate limited', says: 'wait 20 s' },
  { outcome: 'unauthorized', word: 'Not authorised', says: 'Change the outcome in the settings.' },
  { outcome: 'partial_success', word: 'Partial', says: /\w{3}/ },
] as const

test('every way a run can end is shown by the simulator, in word and sentence', async ({ page, studio }) => {
  const window = await StudioPage.open(page, await studio.start())
  await putTemplates(
    await studio.contract(),
    endings.map(({ outcome }) => ({
      title: `Ends in ${outcome}`,
      document: textTemplate('Name three harbours of Norway.', {
        settings: { simulator: { outcome, latency: 0 } },
      }),
    })),
  )
  for (const { outcome, word, says } of endings) {
    const editor = await window.openItem(`Ends in ${outcome}`)
    await editor.run()
    await editor.expectRunEnded(word)
    await expect(editor.playground).toContainText(says)
    await window.goToLibrary()
  }
  const runs = await window.goToRuns()
  for (const { outcome, word } of endings) {
    await expect(runs.rows(`Ends in ${outcome}`)).toContainText(word)
  }
})
