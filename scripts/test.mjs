// The whole gate. `npm test` and the CI run exactly this.

import { ensureBuilt } from './build.mjs'
import { checks } from './check.mjs'
import { ensureChromium } from './chromium.mjs'
import { inOrder, run, tool } from './steps.mjs'

let browser = ''

await inOrder([
  ...checks,
  { name: 'unit and integration', work: () => run(tool('vitest'), ['run']) },
  { name: 'build', work: () => ensureBuilt().then(() => true) },
  {
    name: 'a browser for the end-to-end specs',
    work: async () => {
      browser = await ensureChromium()
      process.stdout.write(`${browser}\n`)
      return true
    },
  },
  {
    name: 'end to end',
    work: () => run(tool('playwright'), ['test'], { env: { STUDIO_CHROMIUM: browser } }),
  },
])
