import { statSync } from 'node:fs'
import { finding, fine, type Outcome } from '../../db/doctor'
import type { StoredConnection } from '../../db/queries/connection'
import type { KeyStore } from '../secrets/store'

/** Whether the keys that connections need are where they should be, and for nobody else's eyes. */
export function judgeKeys(keys: KeyStore, connections: readonly StoredConnection[]): Outcome {
  const { file } = keys
  const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    return finding(`Others may read the key file ${file}.`, `Make it yours alone: chmod 600 "${file}".`)
  }
  const lost = connections.filter(
    ({ secretRef }) => secretRef !== null && keys.whereIs(secretRef) === 'missing',
  )
  if (lost.length > 0) {
    const names = [...new Set(lost.map(({ name }) => name))].join(', ')
    return finding(
      `The keys of these connections are not on this machine: ${names}.`,
      'Enter them again in the settings.',
    )
  }
  const { store, locked } = keys.state()
  const places = {
    keychain: 'the keychain',
    key_file: 'a sealed key file',
    session: 'memory, for this session only',
  }
  return fine(`Keys are kept in ${places[store]}${locked ? ', which is locked' : ''}.`)
}
