import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { describeSelf, isDead, type ProcessMark } from './process-mark'

/** What stands in a lock file. */
interface LockContent extends ProcessMark {
  /** Tells one taking of the lock from every other. */
  readonly nonce: string
  /** Where the owner can be reached, for the second start that only wants to bring the first to the front. */
  readonly socket?: string
}

export interface Lock {
  readonly file: string
  /** Gives the lock back; removes the file only while it is ours. Safe to call twice. */
  release(): void
}

export interface LockOptions {
  readonly socketPath?: string
}

/** The lock is held. `pid` and `socket` are the owner's, undefined where the file cannot be read. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
  readonly code = 'LOCKED'
  constructor(
    readonly file: string,
    readonly pid: number | undefined,
    readonly socket: string | undefined,
  ) {
    super(
      pid === undefined
        ? `The lock file ${file} is unreadable. If no PromptStudio is running, remove it.`
        : `The vault is in use by process ${pid}. Close that PromptStudio, or go on working in it.`,
    )
  }
}

/**
 * Takes the lock `file`, which must lie outside the data directory. Rejects with LockedError while its owner lives,
 * however long the owner's event loop stands still: a lock is robbed only from a dead process, never by time-out.
 */
export async function acquireLock(file: string, options: LockOptions = {}): Promise<Lock> {
  const content: LockContent = {
    ...describeSelf(),
    nonce: randomUUID(),
    ...(options.socketPath === undefined ? {} : { socket: options.socketPath }),
  }
  while (!create(file, content)) {
    const owner = read(file)
    if (owner === 'gone') continue
    if (owner === 'unreadable') throw new LockedError(file, undefined, undefined)
    if (!isDead(owner)) throw new LockedError(file, owner.pid, owner.socket)
    if (await rob(file, owner, content)) break
  }
  return { file, release: () => release(file, content.nonce) }
}

/**
 * Replaces a dead owner's lock. Two robbers may have seen the same corpse, and the slower must not remove the lock of
 * the quicker: so the right to rob this one taking is a lock of its own, held while the file is looked at again.
 */
async function rob(file: string, dead: LockContent, content: LockContent): Promise<boolean> {
  const right = await acquireLock(`${file}.${dead.nonce}`)
  try {
    const now = read(file)
    if (typeof now === 'string' || now.nonce !== dead.nonce) return false
    renameSync(written(file, content), file)
    return true
  } finally {
    right.release()
  }
}

/** True where the file was not there and is ours now. It appears with its whole content or not at all. */
function create(file: string, content: LockContent): boolean {
  const temporary = written(file, content)
  try {
    linkSync(temporary, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EISDIR'].includes(codeOf(error))) throw error
    return createWithoutLinks(file, content)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** For file systems without hard links, such as exFAT. */
function createWithoutLinks(file: string, content: LockContent): boolean {
  try {
    writeFlushed(file, content)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

function written(file: string, content: LockContent): string {
  const temporary = `${file}.${content.nonce}.new`
  rmSync(temporary, { force: true })
  writeFlushed(temporary, content)
  return temporary
}

function writeFlushed(file: string, content: LockContent): void {
  const fd = openSync(file, 'wx', 0o600)
  try {
    writeSync(fd, JSON.stringify(content))
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}

function read(file: string): LockContent | 'gone' | 'unreadable' {
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return isContent(content) ? content : 'unreadable'
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'gone' : 'unreadable'
  }
}

function isContent(value: unknown): value is LockContent {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'nonce' in value &&
    typeof value.nonce === 'string'
  )
}

function release(file: string, nonce: string): void {
  const now = read(file)
  if (typeof now !== 'string' && now.nonce === nonce) rmSync(file, { force: true })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
