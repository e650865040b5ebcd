import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from '@playwright/test'
import { chromiumArgs } from './e2e/fixtures/chromium'

const electronThere = existsSync('node_modules/electron/dist')
if (!electronThere && !process.env.TEST_WORKER_INDEX) {
  process.stdout.write('Left out: the Electron specs, because no Electron runtime is on this machine.\n')
}

export default defineConfig({
  testDir: 'e2e/specs',
  outputDir: 'test-results',
  globalSetup: fileURLToPath(new URL('./e2e/fixtures/first-studio.ts', import.meta.url)),
  timeout: 180_000,
  expect: { timeout: 30_000 },
  // Each spec starts a studio of its own; two at a time suit two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    // What a page showed stands in the failure's own text; a copy of it after every step is a fifth of the time.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'browser door',
      testIgnore: '**/electron/**',
      use: {
        browserName: 'chromium',
        viewport: { width: 1440, height: 900 },
        launchOptions: {
          ...(process.env.STUDIO_CHROMIUM ? { executablePath: process.env.STUDIO_CHROMIUM } : {}),
          args: [...chromiumArgs],
        },
      },
    },
    ...(electronThere ? [{ name: 'electron', testMatch: '**/electron/**' }] : []),
  ],
})
