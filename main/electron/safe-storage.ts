import type { SafeStorage } from 'electron'
import type { OsEncryption } from '../secrets/sealer'

type Storage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * The OS keychain, or null where it protects nothing: on a Linux without a keyring Electron falls back to
 * a password that is the same everywhere (`basic_text`). Keys then go to the key file with a passphrase.
 */
export async function keychain(
  storage: Storage,
  platform: NodeJS.Platform = process.platform,
): Promise<OsEncryption | null> {
  if (!(await storage.isAsyncEncryptionAvailable())) return null
  if (platform === 'linux' && storage.getSelectedStorageBackend() === 'basic_text') return null
  return {
    encrypt: (plain) => storage.encryptStringAsync(plain),
    decrypt: async (sealed) => (await storage.decryptStringAsync(sealed)).result,
  }
}
