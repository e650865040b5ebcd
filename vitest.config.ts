import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,core,db,main,preload,renderer,scripts,bench}/**/*.test.{ts,tsx}'],
    // Opening a vault takes a second and these run beside each other on two cores.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    globalSetup: ['./db/testing/global-setup.ts'],
  },
})
