import type { VaultStatus } from '../../contract/vault'
import { findNewest } from '../../db/backup/list'
import { examineStudio } from '../doctor'
import { os } from '../router'
import { resultOf } from '../services/jobs'
import type { CallContext } from '../session'
import type { Studio } from '../studio'

export function vaultHandlers(studio: Studio) {
  const { keeper, backups, disk, topics } = studio
  const { vault } = os

  async function status({ session }: CallContext): Promise<VaultStatus> {
    const newest = await findNewest(disk.paths.backupsDir)
    return {
      state: keeper.phase,
      name: disk.paths.name,
      sentence: keeper.sentence,
      details: keeper.details,
      bytes: disk.bytes(() => topics.announce(null, { aggregate: 'vault', id: null })),
      savedAt: disk.savedAt(),
      lastBackupAt: newest.takenAt,
      lastVerifiedAt: newest.verifiedTakenAt,
      backupRunning: backups.isRunning,
      door: session.door,
    }
  }

  return {
    status: vault.status.handler(({ context }) => status(context)),
    open: vault.open.handler(async ({ context }) => {
      await keeper.openAgain()
      return status(context)
    }),
    backups: vault.backups.handler(() => backups.list()),
    backupNow: vault.backupNow.handler(() => resultOf(backups.backUp('asked'))),
    verifyBackup: vault.verifyBackup.handler(({ input }) => resultOf(backups.check(input.id))),
    planRestore: vault.planRestore.handler(({ input }) => backups.plan(input.id)),
    restore: vault.restore.handler(({ input }) => backups.restore(input.id)),
    exportEverything: vault.exportEverything.handler(() => backups.export()),
    doctor: vault.doctor.handler(({ input }) => examineStudio(studio, input.full)),
  }
}
