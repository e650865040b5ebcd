import type { BackupEntry } from '../../../contract/vault'
import { command } from '../command'
import { exit, usage } from '../exit'
import { json, table } from '../table'

const help = `promptstudio backup [now | list | verify ID] [options]

Backups lie outside the vault, in DATA/backups. A backup counts as verified once it was opened, checked and counted.

  now          make one (the default)
  list         those there are, newest first
  verify ID    open, check and count one

Examples
  promptstudio backup
  promptstudio backup list
  promptstudio backup verify 2026-11-21T03-00-00Z
`

export const backup = command({
  name: 'backup',
  summary: 'back the vault up, list backups, verify one',
  help,
  options: {},
  anyState: true,
  async run({ values, words, client, io }) {
    const [what = 'now', id, ...more] = words
    if (more.length > 0 || (id !== undefined && what !== 'verify'))
      throw usage('See promptstudio backup --help.')
    if (what === 'list') {
      const all = await client.vault.backups()
      io.out(values.json ? json(all) : backupTable(all))
      return exit.ok
    }
    if (what !== 'now' && what !== 'verify') throw usage(`backup takes now, list or verify, not "${what}".`)
    if (what === 'verify' && !id) throw usage('Name the backup: promptstudio backup verify ID.')
    const entry = id ? await client.vault.verifyBackup({ id }) : await client.vault.backupNow()
    io.out(values.json ? json(entry) : backupTable([entry]))
    if (entry.state !== 'broken') return exit.ok
    io.tell(`This backup is broken: ${entry.problem ?? 'its files do not agree.'} Make another one.`)
    return exit.failed
  },
})

export function backupTable(all: readonly BackupEntry[]): string {
  return table(
    ['backup', 'taken', 'reason', 'MB', 'items', 'runs', 'state'],
    all.map(({ id, takenAt, reason, bytes, items, runs, state }) => [
      id,
      takenAt.slice(0, 19).replace('T', ' '),
      reason,
      Math.round(bytes / 1e5) / 10,
      items,
      runs,
      state,
    ]),
  )
}
