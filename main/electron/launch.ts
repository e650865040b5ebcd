import { createInterface } from 'node:readline'
import { utilityProcess } from 'electron'
import type { Launch } from '../../db/backup/launch'

/** Runs a script of ours in Electron's own kind of child: its program, told by a fuse, is no Node to start anew. */
export const launchUtility: Launch = (script, argument) => {
  const child = utilityProcess.fork(script, [argument], {
    serviceName: 'PromptStudio check',
    stdio: ['ignore', 'pipe', 'pipe'],
    execArgv: ['--max-old-space-size=512'],
  })
  let complaint = ''
  child.stderr?.on('data', (text) => {
    complaint = `${complaint}${text}`.slice(-2_000)
  })
  return {
    onLine: (listener) => {
      if (child.stdout) createInterface({ input: child.stdout }).on('line', listener)
    },
    ended: new Promise((resolve) => child.once('exit', () => resolve(complaint))),
    kill: () => void child.kill(),
  }
}
