// Runs named steps one after another, shows their output as it comes, and says at the end what each took.
import { spawn } from 'node:child_process'
import { root } from './targets.mjs'

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, limitMinutes?: number }} [options]
 * @returns {Promise<boolean>} whether it ended with exit code 0 in time
 */
export function run(command, args, { env = {}, limitMinutes = 30 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
    const timer = setTimeout(() => {
      process.stderr.write(`${command} was ended after ${limitMinutes} minutes.\n`)
      child.kill('SIGKILL')
    }, limitMinutes * 60_000)
    child.once('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\n`)
      clearTimeout(timer)
      resolve(false)
    })
    child.once('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0)
    })
  })
}

/** A program from node_modules/.bin, without npx's own start-up. */
export const tool = (name) => `${root}node_modules/.bin/${name}`

/**
 * Stops at the first step that fails.
 * @param {{ name: string, work: () => Promise<boolean> }[]} steps
 */
export async function inOrder(steps) {
  const lines = []
  for (const { name, work } of steps) {
    const began = Date.now()
    process.stdout.write(`\n── ${name}\n`)
    const ok = await work()
    lines.push(`${ok ? 'ok  ' : 'FAIL'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    if (!ok) {
      process.stdout.write(`\n${lines.join('\n')}\n`)
      process.exit(1)
    }
  }
  process.stdout.write(`\n${lines.join('\n')}\n`)
}
