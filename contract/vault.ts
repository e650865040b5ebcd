import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { id, instant, method } from './common'

export const backupEntry = z.object({
  id: z.string(),
  takenAt: instant,
  reason: z.enum(['schedule', 'quit', 'migration', 'restore', 'asked']),
  bytes: z.number(),
  items: z.number().int(),
  runs: z.number().int(),
  /** verified: opened, checked and counted. whole: files and sums agree. broken: do not use it. */
  state: z.enum(['verified', 'whole', 'broken', 'unchecked']),
  problem: z.string().nullable(),
})
export type BackupEntry = z.infer<typeof backupEntry>

/** blocked: nothing is known to be wrong with the data, but something keeps the vault from being opened. */
export const vaultState = z.enum([
  'opening',
  'open',
  'damaged',
  'newer',
  'locked',
  'blocked',
  'restoring',
  'closed',
])

export const vaultStatus = z.object({
  state: vaultState,
  name: z.string(),
  /** What happened and what to do, in one sentence, where the vault is not open. */
  sentence: z.string().nullable(),
  details: z.string().nullable(),
  bytes: z.number().nullable(),
  savedAt: instant.nullable(),
  lastBackupAt: instant.nullable(),
  lastVerifiedAt: instant.nullable(),
  backupRunning: z.boolean(),
  door: z.string(),
})
export type VaultStatus = z.infer<typeof vaultStatus>

export const restorePlan = z.object({
  backup: backupEntry,
  /** What was in the vault when last counted and would not be after the restore; null where unknown. */
  missingItems: z.number().int().nullable(),
  missingRuns: z.number().int().nullable(),
})
export type RestorePlan = z.infer<typeof restorePlan>

/** One check of the doctor: what is so, and what to do where it should not be. */
export const doctorLine = z.object({
  check: z.string(),
  ok: z.boolean(),
  sentence: z.string(),
  remedy: z.string().nullable(),
  ms: z.number(),
})
export type DoctorLine = z.infer<typeof doctorLine>

export const vault = {
  status: method.output(vaultStatus),
  /** Tries again to open a vault that another process had, or that something else kept from being opened. */
  open: method.output(vaultStatus),
  backups: method.output(z.array(backupEntry)),
  backupNow: method.output(backupEntry),
  verifyBackup: method.input(z.object({ id: z.string() })).output(backupEntry),
  planRestore: method.input(z.object({ id: z.string().nullish() })).output(restorePlan),
  /** Restores to a copy, verifies the copy, then swaps; the vault that was there goes to quarantine. */
  restore: method
    .input(z.object({ id: z.string() }))
    .output(z.object({ restoredFrom: z.string(), quarantine: z.string().nullable() })),
  /** Copies everything that can still be read to a folder outside the vault; works on a damaged vault too. */
  exportEverything: method.output(
    z.object({ folder: z.string(), files: z.number().int(), bytes: z.number() }),
  ),
  /** Looks at files, engine, trail, references, read models, backups and keys; works on a damaged vault too. */
  doctor: method.input(z.object({ full: z.boolean().default(false) })).output(z.array(doctorLine)),
}

/** What changed: the renderer's cache forgets what it knew of it. No content travels here. */
export const topic = z.object({
  aggregate: z.enum([
    'workspace',
    'entity',
    'draft',
    'run',
    'conversation',
    'provider',
    'vault',
    'session',
    'job',
    'notification',
  ]),
  id: id.nullable(),
})
export type Topic = z.infer<typeof topic>

export const topics = {
  watch: method.output(eventIterator(topic)),
}
