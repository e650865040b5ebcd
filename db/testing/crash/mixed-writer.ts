import { runWriter } from './kill-writer'
import { mixedWorkload } from './mixed-workload'

await runWriter(mixedWorkload)
