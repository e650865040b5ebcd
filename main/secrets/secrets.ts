/**
 * Where provider keys live. A key is named by its `secret_ref` (made by us, never chosen by a caller) and goes one
 * way: in by `set`, out only to main/net when a request leaves.
 */
export interface Secrets {
  readonly store: 'keychain' | 'key_file' | 'session'
  state(): SecretsState
  set(ref: string, secret: string): Promise<void>
  /** @throws SecretsError `locked`, or `missing` where nothing is stored under this name. */
  get(ref: string): Promise<string>
  has(ref: string): boolean
  delete(ref: string): Promise<void>
}

export interface SecretsState {
  /** True where keys exist that cannot be read before the passphrase is given. */
  readonly locked: boolean
  /** True where a key file is there already. */
  readonly exists: boolean
}

export type SecretsErrorCode = 'locked' | 'missing' | 'wrong_passphrase' | 'damaged' | 'unavailable'

const sentences: Readonly<Record<SecretsErrorCode, string>> = {
  locked: 'The keys are locked. Give the passphrase of the key file, or enter the key for this session.',
  missing: 'No key is stored for this connection. Enter one in its settings.',
  wrong_passphrase: 'That is not the passphrase of the key file. Nothing was changed.',
  damaged:
    'The key file cannot be read. It was left as it is: move it away to begin a new one, or enter the key for this session.',
  unavailable:
    'The keychain of this machine gives no access. Enter the key for this session, or use a key file.',
}

export class SecretsError extends Error {
  override readonly name = 'SecretsError'
  constructor(
    readonly code: SecretsErrorCode,
    options?: { cause?: unknown },
  ) {
    super(sentences[code], options)
  }
}
