import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { fsyncFolder, writeFileDurably } from '../durable-files'
import { type VaultMarker, writeMarker } from '../vault-marker'
import type { VaultPaths } from '../vault-paths'

/**
 * The exchange of a vault for a copy that was checked. Once the plan is on the disk the exchange is carried to its
 * end, by this process or by the next opening; before that, nothing of the vault was touched.
 */
const swapPlan = z.object({
  /** Where the vault that was there goes. */
  quarantine: z.string(),
  marker: z.object({ appVersion: z.string(), migrations: z.array(z.string()) }),
})
export type SwapPlan = z.infer<typeof swapPlan>

const planFile = (paths: VaultPaths) => join(paths.folder, 'restore.json')
/** The checked copy, beside the vault so that a rename is enough. */
export const stagingOf = (paths: VaultPaths) => join(paths.folder, 'restoring')

const parts = ['data', 'blobs'] as const
/** Belongs to the vault that goes, and tells about it. */
const notes = ['vault.json', 'counts.json'] as const

/** The exchange as steps; after each one of them the process may die, and every step may be done again. */
export function swapSteps(paths: VaultPaths, plan: SwapPlan): (() => void)[] {
  const { folder } = paths
  const staging = stagingOf(paths)
  const { quarantine } = plan
  const moved = (from: string, to: string) => () => {
    if (existsSync(from)) renameSync(from, to)
  }
  return [
    () => writeFileDurably(planFile(paths), JSON.stringify(plan)),
    () => mkdirSync(quarantine, { recursive: true, mode: 0o700 }),
    ...parts.flatMap((part) => [
      // Only as long as its successor waits: later the name belongs to that one.
      () => {
        if (existsSync(join(staging, part))) moved(join(folder, part), join(quarantine, part))()
      },
      moved(join(staging, part), join(folder, part)),
    ]),
    ...notes.map((name) => () => {
      if (!existsSync(join(quarantine, name))) moved(join(folder, name), join(quarantine, name))()
    }),
    () => fsyncFolder(quarantine),
    () => fsyncFolder(join(quarantine, '..')),
    // The first vault to go makes the place that the others go to.
    () => fsyncFolder(join(quarantine, '../..')),
    () => fsyncFolder(folder),
    // Else a power cut could bring back the name that the checked copy had before.
    () => {
      if (existsSync(staging)) fsyncFolder(staging)
    },
    () => writeMarker(paths, plan.marker),
    () => rmSync(planFile(paths)),
    () => fsyncFolder(folder),
    () => rmSync(staging, { recursive: true, force: true }),
  ]
}

/** Puts the checked copy in the vault's place. The vault's lock must be held. */
export function swap(paths: VaultPaths, quarantine: string, marker: VaultMarker): void {
  const plan = { quarantine, marker: { ...marker, migrations: [...marker.migrations] } }
  for (const step of swapSteps(paths, plan)) step()
}

/**
 * Carries an exchange that was interrupted to its end, or clears away a copy that never came to be exchanged. To be
 * called before each opening, with the lock held; a no-op otherwise. Answers whether a vault was exchanged.
 */
export function finishInterruptedRestore(paths: VaultPaths): boolean {
  const plan = readPlan(paths)
  if (plan) for (const step of swapSteps(paths, plan)) step()
  else rmSync(stagingOf(paths), { recursive: true, force: true })
  return plan !== null
}

function readPlan(paths: VaultPaths): SwapPlan | null {
  if (!existsSync(planFile(paths))) return null
  return swapPlan.parse(JSON.parse(readFileSync(planFile(paths), 'utf8')))
}
