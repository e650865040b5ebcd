import { join } from 'node:path'
import { KeyFile, keychainSecrets } from './key-file'
import type { OsEncryption } from './sealer'
import { type Secrets, SecretsError } from './secrets'
import { sessionSecrets } from './session'

export type KeyPlace = 'stored' | 'session' | 'locked' | 'missing'

/**
 * All places where a key may live on this machine: the OS keychain where there is one, else a key file that a
 * passphrase opens, and for both the session as the last resort.
 */
export class KeyStore {
  private readonly session = sessionSecrets()
  /** Deleted while the file was locked: they go when it is opened. */
  private readonly forgotten = new Set<string>()

  private constructor(private readonly kept: KeyFile) {}

  /**
   * A file that the desktop's encryption does not open is left as it is and waits for its passphrase: the studio opens.
   * @param os the desktop's own encryption, where a door brought one that protects
   */
  static async open(data: string, os?: OsEncryption): Promise<KeyStore> {
    const path = join(data, 'keys.sealed')
    return new KeyStore((os && (await keychainFile(path, os))) ?? new KeyFile(path))
  }

  /** Where sealed keys lie, if any do. */
  get file(): string {
    return this.kept.path
  }

  state(): { store: Secrets['store']; locked: boolean; exists: boolean } {
    const { locked, exists } = this.kept.state()
    const store = locked && !exists ? 'session' : this.kept.store
    return { store, locked: locked && exists, exists }
  }

  /** Opens the key file, or makes one. @throws SecretsError */
  async unlock(passphrase: string): Promise<void> {
    await this.kept.unlock(passphrase)
    for (const ref of this.forgotten) await this.kept.delete(ref)
    this.forgotten.clear()
  }

  /** Keeps a key for good where it can, for this session where it cannot or is not wanted to. */
  async set(ref: string, key: string, remember: boolean): Promise<void> {
    if (remember && !this.kept.state().locked) {
      await this.kept.set(ref, key)
      await this.session.delete(ref)
    } else {
      await this.session.set(ref, key)
    }
  }

  /** Asked by main/net when a request leaves, and by nothing else. @throws SecretsError */
  async get(ref: string): Promise<string> {
    if (this.session.has(ref)) return this.session.get(ref)
    if (this.kept.state().locked && !this.kept.state().exists) throw new SecretsError('missing')
    return this.kept.get(ref)
  }

  has(ref: string): boolean {
    return this.session.has(ref) || this.kept.has(ref)
  }

  whereIs(ref: string | null): KeyPlace {
    if (ref === null) return 'missing'
    if (this.session.has(ref)) return 'session'
    if (this.kept.has(ref)) return 'stored'
    return this.state().locked ? 'locked' : 'missing'
  }

  async delete(ref: string): Promise<void> {
    await this.session.delete(ref)
    if (this.kept.state().locked) this.forgotten.add(ref)
    else await this.kept.delete(ref)
  }
}

/** Null where the keychain does not open what lies there: a passphrase sealed it, or a keychain that is gone. */
async function keychainFile(path: string, os: OsEncryption): Promise<KeyFile | null> {
  try {
    return await keychainSecrets(path, os)
  } catch (error) {
    if (error instanceof SecretsError) return null
    throw error
  }
}
