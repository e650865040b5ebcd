#!/usr/bin/env node
// The command line. In a checkout what is missing or stale is built first; an installation brings it along.
import { existsSync } from 'node:fs'

const build = new URL('../scripts/build.mjs', import.meta.url)
const program = new URL('../out/main/cli.js', import.meta.url)

try {
  if (existsSync(build)) {
    const { ensureBuilt } = await import(build.href)
    await ensureBuilt(['db-worker', 'template-worker', 'expression-worker', 'verify', 'prepare', 'host'])
  }
  await import(program.href)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\nRun npm ci, then try again.\n`)
  process.exit(1)
}
