import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Session } from '../engine'
import { GuardError } from '../guards'
import { findDamage } from '../pglite/amcheck'
import { openPglite, type PgliteEngine } from '../pglite/engine'
import { fsyncAll } from '../pglite/fsync-tree'
import { Copier, codeOf } from './copy'
import { countRows, countsDiffer, readSchema } from './counts'
import { dataIn } from './layout'
import { type Manifest, readManifest } from './manifest'

export const checkRequest = z.object({
  backup: z.string(),
  /** An absent folder; the copy is made and opened there, and stays. */
  copy: z.string(),
  /** The copy is to become the vault: it gets a new identity, so that its chain of events begins anew. */
  becomesVault: z.boolean(),
})
export type CheckRequest = z.infer<typeof checkRequest>

/** How far a check came. copied: all sums agree with the manifest. opened: recovery went through. */
export const checkStep = z.enum(['copied', 'opened', 'counted'])
export type CheckStep = z.infer<typeof checkStep>

export type OnStep = (step: CheckStep) => void

/**
 * Copies a backup, comparing every sum, opens the copy, compares schema and counts with the manifest and checks every
 * table and index. Answers what is wrong, in a sentence; null where the backup is good.
 */
export async function checkBackup(request: CheckRequest, onStep: OnStep): Promise<string | null> {
  const manifest = await readManifest(request.backup)
  const torn = await copyOut(request, manifest)
  if (torn) return torn
  onStep('copied')
  let engine: PgliteEngine
  try {
    engine = await openPglite({ dataDir: dataIn(request.copy) })
  } catch (error) {
    throwUnlessDamage(error)
    return `It does not open: ${messageOf(error)}`
  }
  onStep('opened')
  try {
    return await engine.superuser(
      async (session) =>
        (await compare(session, manifest, onStep)) ?? (await look(session, request.becomesVault)),
      { limitMs: longestCheckMs },
    )
  } catch (error) {
    throwUnlessDamage(error)
    return `It cannot be read: ${messageOf(error)}`
  } finally {
    await engine.close()
  }
}

/** The parent ends the child long before; one index of a large table may take minutes. */
const longestCheckMs = 30 * 60_000

/** A sentence where a file differs from the manifest. */
async function copyOut(
  { backup, copy, becomesVault }: CheckRequest,
  manifest: Manifest,
): Promise<string | null> {
  await mkdir(copy, { recursive: true, mode: 0o700 })
  for (const folder of manifest.folders) await mkdir(join(copy, folder), { recursive: true, mode: 0o700 })
  const copier = new Copier()
  for (const file of manifest.files) {
    const copied = await copier
      .copy(join(backup, file.path), join(copy, file.path))
      .catch((error: unknown) => messageUnlessOurs(error))
    if (typeof copied === 'string') return `The file ${file.path} cannot be read: ${copied}`
    if (copied.sha256 !== file.sha256) return `The file ${file.path} has changed since it was written.`
  }
  if (becomesVault) {
    await copier.flush()
    await fsyncAll([copy, ...manifest.folders.map((folder) => join(copy, folder))])
  }
  return null
}

/** A full disk or the like concerns the copy and says nothing against the backup. */
const oursToMend = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EMFILE', 'ENFILE', 'ENOMEM', '53100', '53200'])

function throwUnlessDamage(error: unknown): void {
  if (oursToMend.has(codeOf(error))) throw error
  if (error instanceof GuardError && error.code !== 'damaged') throw error
}

function messageUnlessOurs(error: unknown): string {
  throwUnlessDamage(error)
  return messageOf(error)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function compare(session: Session, manifest: Manifest, onStep: OnStep): Promise<string | null> {
  const { schemaHash } = await readSchema(session)
  if (schemaHash !== manifest.schemaHash) return 'Its tables are those of another version.'
  const different = countsDiffer(manifest.counts, await countRows(session))
  if (!different) onStep('counted')
  return different
}

async function look(session: Session, becomesVault: boolean): Promise<string | null> {
  const damage = await findDamage(session)
  if (damage.length > 0) return `It is damaged: ${damage[0]}`
  if (becomesVault) {
    await session.exec('drop extension amcheck')
    await session.query("delete from app_setting where key = 'device'")
  }
  return null
}
