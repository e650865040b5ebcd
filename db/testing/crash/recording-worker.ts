import { parentPort } from 'node:worker_threads'
import { serve } from '../../pglite/serve'
import { recordingTap } from './disk-log'

/** The database worker over a disk that is watched. Which log and which directory come by the environment. */
const { DISK_LOG, DISK_ROOT } = process.env
if (!parentPort || !DISK_LOG || !DISK_ROOT)
  throw new Error('The recording worker needs DISK_LOG and DISK_ROOT.')
serve(parentPort, recordingTap(DISK_LOG, DISK_ROOT))
