import { type Secrets, SecretsError } from './secrets'

/** Keys in memory, gone when the studio ends. */
export function sessionSecrets(): Secrets {
  const kept = new Map<string, string>()
  return {
    store: 'session',
    state: () => ({ locked: false, exists: false }),
    set: async (ref, secret) => {
      kept.set(ref, secret)
    },
    get: async (ref) => {
      const secret = kept.get(ref)
      if (secret === undefined) throw new SecretsError('missing')
      return secret
    },
    has: (ref) => kept.has(ref),
    delete: async (ref) => {
      kept.delete(ref)
    },
  }
}
