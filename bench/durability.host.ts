import { runWriter } from '../db/testing/crash/kill-writer'
import { studioWorkload } from '../db/testing/studio-workload'

await runWriter(studioWorkload)
