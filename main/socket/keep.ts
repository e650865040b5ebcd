import type { ServedHost } from '../door/serve'
import type { Log } from '../log'
import type { VaultKeeper } from '../vault-keeper'
import { openSocketDoor, type SocketDoor } from './server'

/**
 * Listens at `path` from the moment the vault is open, which is when its lock is ours; through a restore too, since the
 * command that asked for it waits for the answer. Where it cannot listen the studio works on, and commands say that
 * the vault is in use.
 * @returns ends it; call it before the lock is given back, since the socket's file may be removed only by its owner
 */
export function keepSocketDoor(
  host: ServedHost,
  path: string,
  keeper: Pick<VaultKeeper, 'phase' | 'onChange'>,
  log: Pick<Log, 'error'>,
): () => Promise<void> {
  let door: Promise<SocketDoor | null> | undefined
  const look = () => {
    if (keeper.phase !== 'open') return
    door ??= openSocketDoor(host, path).catch((error: unknown) => {
      log.error('The command line cannot reach this studio.', error)
      return null
    })
  }
  keeper.onChange(look)
  look()
  return async () => {
    await (await door)?.close()
  }
}
