import type { DoctorLine } from '../../../contract/vault'
import { command } from '../command'
import { exit, usage } from '../exit'
import { json } from '../table'

const help = `promptstudio doctor [options]

Looks at everything the vault's health hangs on: files, lock, engine, indexes, the trail, references, statistics,
backups, disk and keys. It changes nothing, names a remedy for what it finds, and ends with 1 then.

  --full   look at every page of every table and index (minutes for a large vault)

Examples
  promptstudio doctor
  promptstudio doctor --full --json
`

export const doctor = command({
  name: 'doctor',
  summary: 'check the health of the vault',
  help,
  options: { full: { type: 'boolean' } },
  anyState: true,
  async run({ values, words, client, io }) {
    if (words.length > 0) throw usage('doctor takes no words. See promptstudio doctor --help.')
    const lines = await client.vault.doctor({ full: values.full === true })
    io.out(values.json ? json(lines) : lines.map(shown).join(''))
    const findings = lines.filter(({ ok }) => !ok).length
    io.tell(findings === 0 ? 'All is well.' : `${findings} of ${lines.length} checks found something.`)
    return findings === 0 ? exit.ok : exit.failed
  },
})

function shown({ check, ok, sentence, remedy }: DoctorLine): string {
  const line = `${ok ? 'ok      ' : 'FINDING '} ${check.padEnd(18)} ${sentence}\n`
  return remedy === null ? line : `${line}${' '.repeat(28)}${remedy}\n`
}
