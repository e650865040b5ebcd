import { processIo } from './io'
import { program } from './program'

const code = await program(process.argv.slice(2), processIo())
// A pipe takes its time; exit() would cut off what it has not taken yet.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()))
process.exit(code)
