import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, sep } from 'node:path'

export type GuardCode = 'empty' | 'foreign' | 'damaged' | 'version' | 'unreadable' | 'read-only' | 'no-space'

/** The directory is unfit to be opened. Nothing was changed in it. */
export class GuardError extends Error {
  override readonly name: string = 'GuardError'
  constructor(
    readonly code: GuardCode,
    /** What is wrong, in a sentence. */
    readonly sentence: string,
    /** What the user can do. */
    readonly remedy: string,
  ) {
    super(`${sentence} ${remedy}`)
  }
}

/** The directory was a vault and lacks parts: opening it would lose what is left. */
export class DamagedVault extends GuardError {
  override readonly name = 'DamagedVault'
  constructor(sentence: string) {
    super('damaged', sentence, 'Restore the vault from a backup; the damaged files are kept.')
  }
}

export interface GuardWarning {
  readonly code: 'network-folder' | 'cloud-folder'
  readonly sentence: string
  readonly remedy: string
}

/** The major version of PostgreSQL inside our PGlite; another one cannot read these files. */
export const postgresMajor = '18'
const controlFileVersion = 1800
const controlFileBytes = 8192
const walSegmentBytes = 16 * 1024 * 1024
/** Recovery may need a WAL segment more than there are; with less, opening may fail half-way. */
const leastFreeBytes = 24 * 1024 * 1024

/**
 * Looks at a data directory before it is opened, changing nothing. Throws a GuardError where it must not be opened;
 * answers what the user should know all the same.
 */
export function guardDataDir(dataDir: string): GuardWarning[] {
  const entries = listed(dataDir)
  mustBeVault(dataDir, entries)
  mustBeWhole(dataDir)
  mustBeWritable(dataDir)
  return placeWarnings(dataDir)
}

function listed(dataDir: string): string[] {
  try {
    return readdirSync(dataDir)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') throw nothingHere(dataDir)
    throw new GuardError(
      'unreadable',
      `The folder ${dataDir} cannot be read (${code}).`,
      'Give your account access to it, then start again.',
    )
  }
}

function nothingHere(dataDir: string): GuardError {
  return new GuardError(
    'empty',
    `There is no vault in ${dataDir}.`,
    'Choose another folder or create a new vault.',
  )
}

/** PGlite runs initdb over the data without a word when PG_VERSION is missing. */
function mustBeVault(dataDir: string, entries: readonly string[]): void {
  if (entries.length === 0) throw nothingHere(dataDir)
  const parts = ['base', 'global', 'pg_wal', 'pg_xact'].filter((part) => entries.includes(part))
  if (entries.includes('PG_VERSION')) return
  if (parts.length > 0) throw new DamagedVault(`The file PG_VERSION is missing from ${dataDir}.`)
  throw new GuardError(
    'foreign',
    `The folder ${dataDir} holds other files.`,
    'Choose an empty folder for the vault.',
  )
}

function mustBeWhole(dataDir: string): void {
  const version = readable(join(dataDir, 'PG_VERSION')).toString('utf8').trim()
  if (!/^\d+$/.test(version)) throw new DamagedVault(`The file PG_VERSION in ${dataDir} is damaged.`)
  if (version !== postgresMajor) {
    throw new GuardError(
      'version',
      `The vault was made by PostgreSQL ${version}; this app reads ${postgresMajor}.`,
      'Open it with the version of PromptStudio that made it and export it from there.',
    )
  }
  for (const part of [
    'base',
    'global',
    'pg_wal',
    'pg_xact',
    'postgresql.conf',
    'global/pg_control',
    'base/5',
  ]) {
    if (!existsSync(join(dataDir, part))) throw new DamagedVault(`${part} is missing from ${dataDir}.`)
  }
  mustHaveControlFile(dataDir)
  mustHaveWal(dataDir)
}

function mustHaveControlFile(dataDir: string): void {
  const control = readable(join(dataDir, 'global/pg_control'))
  const whole = control.length === controlFileBytes
  if (!whole || control.readUInt32LE(8) !== controlFileVersion) {
    throw new DamagedVault(`The control file global/pg_control in ${dataDir} is damaged.`)
  }
}

function mustHaveWal(dataDir: string): void {
  const folder = join(dataDir, 'pg_wal')
  const segments = readdirSync(folder).filter((name) => /^[0-9A-F]{24}$/.test(name))
  if (!segments.some((name) => statSync(join(folder, name)).size === walSegmentBytes)) {
    throw new DamagedVault(`The write-ahead log is missing from ${folder}.`)
  }
}

function readable(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new GuardError(
      'unreadable',
      `The file ${file} cannot be read (${codeOf(error)}).`,
      'Give your account access to it, then start again.',
    )
  }
}

function mustBeWritable(dataDir: string): void {
  const probe = join(dataDir, '..', `.probe-${process.pid}`)
  try {
    accessSync(join(dataDir, 'global/pg_control'), constants.R_OK | constants.W_OK)
    writeFileSync(probe, '')
  } catch (error) {
    if (codeOf(error) === 'ENOSPC') throw noSpace(dataDir, 0)
    throw new GuardError(
      'read-only',
      `The folder ${dataDir} cannot be written (${codeOf(error)}).`,
      'Make it writable for your account, or copy the vault to a place that is.',
    )
  } finally {
    rmSync(probe, { force: true })
  }
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize < leastFreeBytes) throw noSpace(dataDir, bavail * bsize)
}

function noSpace(dataDir: string, free: number): GuardError {
  const megabytes = (bytes: number) => Math.floor(bytes / 1024 / 1024)
  return new GuardError(
    'no-space',
    `Only ${megabytes(free)} MB are free where ${dataDir} lies; ${megabytes(leastFreeBytes)} MB are needed.`,
    'Free some space on this disk, then try again.',
  )
}

/** File system numbers of Linux: NFS, SMB, CIFS, SMB2, 9P, AFS, Ceph. */
const networkTypes = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x00c36400])
const cloudNames =
  /^(dropbox|onedrive|google ?drive|my drive|googledrive.*|icloud ?drive|com~apple~clouddocs|mobile documents|nextcloud|pcloud ?drive|box sync)( - .*)?$/i

function placeWarnings(dataDir: string): GuardWarning[] {
  const remedy = 'Keep the vault on a disk of this computer; use backups or sync to have it elsewhere.'
  const warnings: GuardWarning[] = []
  if (dataDir.startsWith('\\\\') || networkTypes.has(statfsSync(dataDir).type)) {
    const sentence = `The vault in ${dataDir} lies on a network drive, which may lose or mix up what is written.`
    warnings.push({ code: 'network-folder', sentence, remedy })
  }
  const cloud = dataDir.split(sep).find((name) => cloudNames.test(name))
  if (cloud) {
    const sentence = `The vault lies in ${cloud}, whose sync may replace its files while they are in use.`
    warnings.push({ code: 'cloud-folder', sentence, remedy })
  }
  return warnings
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
