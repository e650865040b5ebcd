import type { RestorePlan } from '../../../contract/vault'
import { command } from '../command'
import { exit, usage } from '../exit'
import type { Io } from '../io'
import { json } from '../table'
import { backupTable } from './backup'

const help = `promptstudio restore [plan | newest | ID] [options]

Puts a backup in the place of the vault. The backup is copied, the copy is opened, checked and counted, and only then
swapped in; the vault that was there is kept in DATA/quarantine. Without an ID it only shows what would happen.

  plan [ID]   what the newest backup (or this one) would bring back, and what would be missing
  newest      restore the newest backup that is sound
  ID          restore this one (promptstudio backup list)
  --yes       do not ask

Examples
  promptstudio restore
  promptstudio restore newest
  promptstudio restore 2026-11-21T03-00-00Z --yes
`

export const restore = command({
  name: 'restore',
  summary: 'put a backup in the place of the vault',
  help,
  options: { yes: { type: 'boolean' } },
  anyState: true,
  async run({ values, words, client, io }) {
    const [what = 'plan', named, ...more] = words
    if (more.length > 0 || (named && what !== 'plan')) throw usage('See promptstudio restore --help.')
    const id = what === 'plan' ? named : what === 'newest' ? undefined : what
    const plan = await client.vault.planRestore({ id: id ?? null })
    if (what === 'plan') {
      io.out(values.json ? json(plan) : described(plan))
      return exit.ok
    }
    io.tell(described(plan))
    if (!values.yes && !(await confirmed(plan.backup.id, io))) {
      io.tell('Nothing was changed.')
      return exit.failed
    }
    const done = await client.vault.restore({ id: plan.backup.id })
    io.out(values.json ? json(done) : `Restored from ${done.restoredFrom}.\n`)
    if (done.quarantine) io.tell(`The vault that was there is kept in ${done.quarantine}.`)
    return exit.ok
  },
})

/** The id is typed out: a Return too many must not replace a vault. */
async function confirmed(id: string, io: Io): Promise<boolean> {
  const answer = await io.ask(`Type ${id} to put it in the place of the vault: `)
  if (answer === null) throw usage('Nobody is there to confirm. Add --yes to restore without asking.')
  return answer.trim() === id
}

function described({ backup, missingItems, missingRuns }: RestorePlan): string {
  const missing = (count: number | null, what: string) =>
    count === null ? `${what}: unknown` : `${what}: ${count}`
  const lines = [missing(missingItems, 'items'), missing(missingRuns, 'runs')].join(', ')
  return `${backupTable([backup])}\nIn the vault now and not in this backup: ${lines}.\n`
}
