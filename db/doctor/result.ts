/** What one check found: what is so, and what to do where it should not be. */
export interface Outcome {
  readonly ok: boolean
  readonly sentence: string
  /** null where all is well. */
  readonly remedy: string | null
}

export const fine = (sentence: string): Outcome => ({ ok: true, sentence, remedy: null })
export const finding = (sentence: string, remedy: string): Outcome => ({ ok: false, sentence, remedy })

/** A check by its name; it answers, or throws where it could not be made. */
export interface Check {
  readonly name: string
  readonly look: () => Outcome | Promise<Outcome>
}

/** A check that was made, and how long it took. */
export interface CheckResult extends Outcome {
  readonly check: string
  readonly ms: number
}

/** Makes the checks one after another; one that throws is a finding and does not stop the others. */
export async function examine(checks: readonly Check[]): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  for (const { name, look } of checks) {
    const began = performance.now()
    let outcome: Outcome
    try {
      outcome = await look()
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      outcome = finding(
        `This could not be checked: ${reason}`,
        'Close the studio, start it again, and check again.',
      )
    }
    results.push({ check: name, ...outcome, ms: Math.round(performance.now() - began) })
  }
  return results
}

export const restoreRemedy =
  'Restore the newest verified backup (promptstudio restore newest); the vault of now is kept in quarantine.'
