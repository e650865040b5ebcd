import { renameSync, statSync } from 'node:fs'

/** A log that passed this is put aside at the next start; one old log is kept. Bytes. */
const largest = 5 * 1024 * 1024

export function rotate(file: string): void {
  try {
    if (statSync(file).size > largest) renameSync(file, `${file}.1`)
  } catch {
    // There is no log yet.
  }
}
