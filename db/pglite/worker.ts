import { parentPort } from 'node:worker_threads'
import { compiled } from './postgres'
import { serve } from './serve'

if (!parentPort) throw new Error('This file is the database worker; it is started by the host.')
serve(parentPort)
// A failure is told by the opening, which asks again.
compiled().catch(() => {})
