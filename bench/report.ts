import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'

/** `most`: ok when the value is at most the target; `least`: at least; `exactly`: equal. */
export type Target = { most: number } | { least: number } | { exactly: number }

export interface Measured {
  metric: string
  value: number
  unit: string
  target?: Target
}

function fulfils(value: number, target: Target): boolean {
  if ('most' in target) return value <= target.most
  if ('least' in target) return value >= target.least
  return value === target.exactly
}

function written(target: Target | undefined): string {
  if (!target) return ''
  if ('most' in target) return `≤ ${target.most}`
  if ('least' in target) return `≥ ${target.least}`
  return `= ${target.exactly}`
}

/** Prints a table and, with --json, one object a line; returns whether every target is met. */
export function report(bench: string, measured: Measured[]): boolean {
  const json = process.argv.includes('--json')
  let allOk = true
  for (const { metric, value, unit, target } of measured) {
    const ok = target ? fulfils(value, target) : true
    allOk &&= ok
    const rounded = Math.round(value * 1000) / 1000
    if (json) {
      console.log(
        JSON.stringify({
          bench,
          metric: `${bench}.${metric}`,
          value: rounded,
          unit,
          target: written(target) || null,
          ok,
        }),
      )
    } else {
      const name = `${bench}.${metric}`.padEnd(44)
      console.log(
        `${name} ${String(rounded).padStart(12)} ${unit.padEnd(8)} ${written(target).padEnd(10)} ${ok ? 'ok' : 'MISSED'}`,
      )
    }
  }
  return allOk
}

/** A line of context: to stderr, so that --json stays clean. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** Type of the file system that holds `folder`, as the kernel names it. */
export function fileSystemType(folder: string): string {
  return execFileSync('stat', ['-f', '-c', '%T', folder], { encoding: 'utf8' }).trim()
}

/** tmpfs and overlay do not do what a disk does at fsync; figures from there would mean nothing. */
export function refuseUnlessDisk(folder: string): void {
  const type = fileSystemType(folder)
  if (/tmpfs|overlay|ramfs/.test(type)) {
    throw new Error(
      `${folder} is on ${type}, where fsync proves nothing. Name a folder on a disk with BENCH_DIR.`,
    )
  }
}

/** The machine and the versions a figure belongs to. */
export function noteMachine(folder: string): void {
  const pglite: { version: string } = JSON.parse(
    readFileSync('node_modules/@electric-sql/pglite/package.json', 'utf8'),
  )
  note(
    `machine: ${cpus().length} × ${cpus()[0]?.model ?? 'cpu'}, load ${loadavg()
      .map((each) => each.toFixed(2))
      .join(' ')}; node ${process.version}; PGlite ${pglite.version}; file system ${fileSystemType(folder)}`,
  )
}

/** @param share 0..1, for instance 0.95 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
