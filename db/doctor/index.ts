import type { PgliteEngine } from '../pglite/engine'
import type { VaultPaths } from '../vault-paths'
import { documentCheck } from './documents'
import { engineChecks, workspaceIds } from './engine'
import { figuresCheck } from './figures'
import { fileChecks } from './files'
import { logChecks } from './logs'
import { type Check, finding, fine, restoreRemedy } from './result'
import { ruleChecks } from './rules'
import { stepwise } from './steps'

export { type Check, type CheckResult, examine, finding, fine, type Outcome } from './result'

export interface Patient {
  readonly paths: VaultPaths
  /** null where the vault did not open; `problem` says why. */
  readonly engine: PgliteEngine | null
  readonly problem: string | null
  /** Every page of every table and index instead of the indexes' structure. */
  readonly full: boolean
  readonly now: Date
}

/** The checks of a vault: its files, and where it is open the database in all its workspaces. They change nothing. */
export function vaultChecks({ paths, engine, problem, full, now }: Patient): Check[] {
  const files = fileChecks(paths, engine !== null)
  if (!engine)
    return [
      ...files,
      { name: 'engine', look: () => finding(problem ?? 'The vault is not open.', restoreRemedy) },
    ]
  const session = stepwise(engine)
  const workspaces = () => workspaceIds(session)
  return [
    ...files,
    { name: 'engine', look: () => fine('The vault is open.') },
    ...engineChecks(engine, session, full),
    ...logChecks(session, workspaces, now),
    ...ruleChecks(session),
    documentCheck(session),
    figuresCheck(engine, workspaces),
  ]
}
