import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { SecretsError } from './secrets'

/** Turns text into something that may lie on a disk, and back. The OS keychain is one, a passphrase another. */
export interface Sealer {
  readonly kind: 'passphrase' | 'os'
  seal(plain: string): Promise<Buffer>
  /** @throws SecretsError where it cannot be opened. */
  open(sealed: Buffer): Promise<string>
}

/** Electron's safeStorage, handed in by the Electron door. */
export interface OsEncryption {
  encrypt(plain: string): Promise<Buffer>
  decrypt(sealed: Buffer): Promise<string>
}

export function osSealer(os: OsEncryption): Sealer {
  const guarded = <T>(work: Promise<T>): Promise<T> =>
    work.catch((cause: unknown) => {
      throw new SecretsError('unavailable', { cause })
    })
  return {
    kind: 'os',
    seal: (plain) => guarded(os.encrypt(plain)),
    open: (sealed) => guarded(os.decrypt(sealed)),
  }
}

/** OWASP's figure for scrypt: 128 MB and about half a second a guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const SALT = 16
const NONCE = 12
const TAG = 16
const VERSION = Buffer.from([1])

/**
 * Layout: version, salt, nonce, tag, ciphertext. AES-256-GCM, so a changed byte and a wrong passphrase look alike.
 * The derived key is kept; every seal takes a fresh nonce.
 */
export function passphraseSealer(passphrase: string): Sealer {
  let derived: { salt: Buffer; key: Promise<Buffer> } | undefined
  const keyFor = (salt: Buffer): Promise<Buffer> => {
    if (!derived?.salt.equals(salt)) derived = { salt, key: derive(passphrase, salt) }
    return derived.key
  }
  return {
    kind: 'passphrase',
    async seal(plain) {
      const salt = derived?.salt ?? randomBytes(SALT)
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', await keyFor(salt), nonce)
      cipher.setAAD(VERSION)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([VERSION, salt, nonce, cipher.getAuthTag(), text])
    },
    async open(sealed) {
      if (sealed.length < 1 + SALT + NONCE + TAG || sealed[0] !== VERSION[0])
        throw new SecretsError('damaged')
      const salt = Buffer.from(sealed.subarray(1, 1 + SALT))
      const nonce = sealed.subarray(1 + SALT, 1 + SALT + NONCE)
      const tag = sealed.subarray(1 + SALT + NONCE, 1 + SALT + NONCE + TAG)
      const decipher = createDecipheriv('aes-256-gcm', await keyFor(salt), nonce, { authTagLength: TAG })
      decipher.setAAD(VERSION)
      decipher.setAuthTag(tag)
      try {
        const text = Buffer.concat([
          decipher.update(sealed.subarray(1 + SALT + NONCE + TAG)),
          decipher.final(),
        ])
        return text.toString('utf8')
      } catch {
        throw new SecretsError('wrong_passphrase')
      }
    },
  }
}

function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { ...COST, maxmem: 256 * COST.N * COST.r }
    scrypt(passphrase.normalize('NFKC'), salt, 32, options, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
