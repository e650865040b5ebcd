// Writes a picture of every screen and dialog, in both themes and widths, into out/screenshots; those that the guide
// shows are written beside it as well.
import { ensureBuilt } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { run, tool } from './steps.mjs'

await ensureBuilt()
const env = { STUDIO_CHROMIUM: await ensureChromium() }
const ok = await run(tool('playwright'), ['test', '--config', 'e2e/pictures/config.ts'], { env })
if (!ok) process.exitCode = 1
