import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { appRoot } from '../root'

/** The built worker that holds the database. */
export const databaseWorker = (): string => join(appRoot(), 'out/main/db-worker.js')

let spare: { readonly file: string; readonly worker: Worker } | undefined

/**
 * Starts a database worker before it is needed: it reads and compiles its code while the host still reads its own.
 * It touches no vault until it is asked to open one. Kept by nobody, it does not keep the process alive.
 */
export function startSpareWorker(file: string): void {
  if (spare) return
  const worker = new Worker(file)
  worker.unref()
  // Taken too late to be told: the one who needs it starts another.
  const forget = () => {
    if (spare?.worker === worker) spare = undefined
  }
  worker.once('error', forget)
  worker.once('exit', forget)
  spare = { file, worker }
}

/** The spare worker where there is one of this file, else a new one. */
export function takeWorker(file: string): Worker {
  if (spare?.file !== file) return new Worker(file)
  const { worker } = spare
  spare = undefined
  worker.removeAllListeners()
  worker.ref()
  return worker
}
