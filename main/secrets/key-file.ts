import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type OsEncryption, osSealer, passphraseSealer, type Sealer } from './sealer'
import { type Secrets, SecretsError, type SecretsState } from './secrets'

/** Keys in one sealed file. Not an object of keys: `DATA/keys.sealed` says nothing about how many there are. */
export class KeyFile implements Secrets {
  private kept = new Map<string, string>()
  private sealer: Sealer | null = null
  private writing: Promise<void> = Promise.resolve()

  constructor(
    readonly path: string,
    readonly store: 'keychain' | 'key_file' = 'key_file',
  ) {}

  state(): SecretsState {
    const exists = existsSync(this.path)
    return { locked: this.sealer === null, exists }
  }

  /**
   * Opens the file, or begins a new one with this passphrase where there is none.
   * @throws SecretsError `wrong_passphrase` or `damaged`; the file stays untouched then.
   */
  async unlock(passphrase: string): Promise<void> {
    await this.openWith(passphraseSealer(passphrase))
  }

  async openWith(sealer: Sealer): Promise<void> {
    const sealed = await readOrNull(this.path)
    const kept = sealed ? read(await sealer.open(sealed)) : new Map<string, string>()
    this.kept = kept
    this.sealer = sealer
    // A passphrase given for the first time is proved by a file that it opens next time.
    if (!sealed) await this.save()
  }

  lock(): void {
    this.kept = new Map()
    this.sealer = null
  }

  async set(ref: string, secret: string): Promise<void> {
    this.needOpen()
    this.kept.set(ref, secret)
    await this.save()
  }

  async get(ref: string): Promise<string> {
    this.needOpen()
    const secret = this.kept.get(ref)
    if (secret === undefined) throw new SecretsError('missing')
    return secret
  }

  has(ref: string): boolean {
    return this.kept.has(ref)
  }

  async delete(ref: string): Promise<void> {
    this.needOpen()
    if (this.kept.delete(ref)) await this.save()
  }

  private needOpen(): Sealer {
    if (!this.sealer) throw new SecretsError('locked')
    return this.sealer
  }

  /** One save at a time, each of everything: the last one wins and is whole. */
  private save(): Promise<void> {
    const sealer = this.needOpen()
    const next = this.writing.then(async () => {
      await writeDurably(
        this.path,
        await sealer.seal(JSON.stringify({ keys: Object.fromEntries(this.kept) })),
      )
    })
    this.writing = next.catch(() => {})
    return next
  }
}

/** The same file with the OS keychain as its sealer; opened without a question. */
export async function keychainSecrets(path: string, os: OsEncryption): Promise<KeyFile> {
  const file = new KeyFile(path, 'keychain')
  await file.openWith(osSealer(os))
  return file
}

function read(plain: string): Map<string, string> {
  try {
    const parsed: unknown = JSON.parse(plain)
    const keys = typeof parsed === 'object' && parsed !== null && 'keys' in parsed ? parsed.keys : null
    if (typeof keys !== 'object' || keys === null) throw new SecretsError('damaged')
    return new Map(
      Object.entries(keys).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch (cause) {
    throw new SecretsError('damaged', { cause })
  }
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Written beside, flushed, renamed, and the folder flushed: after a power cut it is the old file or the new one. */
async function writeDurably(path: string, bytes: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const beside = `${path}.new`
  const file = await open(beside, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  if (process.platform === 'win32') return
  const folder = await open(dirname(path), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
