import type { DoctorLine } from '../../contract/vault'
import { listBackups } from '../../db/backup/list'
import { type Check, examine, vaultChecks } from '../../db/doctor'
import { judgeBackups } from '../../db/doctor/backups'
import type { Engine } from '../../db/engine'
import { makePartitions } from '../../db/partitions'
import { listConnections, type StoredConnection } from '../../db/queries/connection'
import { countVault } from '../../db/queries/counts'
import { listAllWorkspaceIds } from '../../db/queries/workspace'
import type { Studio } from '../studio'
import { judgeKeys } from './keys'

/**
 * Looks at everything the vault's health hangs on; works on a vault that did not open too, as far as that goes.
 * Changes nothing but for the extension amcheck, which it needs. `full` looks at every page.
 */
export async function examineStudio(
  { disk, keeper, keys }: Studio,
  full: boolean,
  now = new Date(),
): Promise<DoctorLine[]> {
  const { paths } = disk
  const engine = keeper.openVault?.engine ?? null
  // A vault that was opened just now makes its partitions a little later: what is still to come is no finding, and
  // what cannot be made is one that the checks name.
  await engine?.superuser((session) => makePartitions(session), { lane: 'background' }).catch(() => {})
  const ours: Check[] = [
    {
      name: 'backups',
      look: async () => {
        const lastWriteAt = engine ? (await countVault(engine)).lastWriteAt : null
        return judgeBackups(await listBackups(paths.backupsDir), lastWriteAt, now)
      },
    },
    {
      name: 'keys',
      look: async () => judgeKeys(keys, engine ? await allConnections(engine) : []),
    },
  ]
  const patient = { paths, engine, problem: keeper.sentence, full, now }
  return examine([...vaultChecks(patient), ...ours])
}

async function allConnections(engine: Engine): Promise<StoredConnection[]> {
  const all: StoredConnection[] = []
  for (const id of await listAllWorkspaceIds(engine)) all.push(...(await listConnections(engine, id)))
  return all
}
