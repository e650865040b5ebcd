import { lstatSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'

/** Somebody else could reach or replace the socket there. */
export class UnsafePlaceError extends Error {
  override readonly name = 'UnsafePlaceError'
}

/**
 * Makes room for a socket at `path`: its folder is ours alone, and what a dead host left there is gone. Only the
 * owner of the vault's lock may call it, since a socket that nobody listens on cannot be told from one that is busy.
 * @throws UnsafePlaceError
 */
export function clearPlace(path: string): void {
  // A named pipe has no place in the file system and leaves nothing behind.
  if (process.platform === 'win32') return
  const folder = dirname(path)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  mustBeOurs(folder)
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (!there) return
  if (!there.isSocket()) {
    throw new UnsafePlaceError(`${path} is not a socket. Move it away; the command line needs the place.`)
  }
  rmSync(path)
}

/** In a folder that all may write in, another user may have been there first. */
function mustBeOurs(folder: string): void {
  const { uid, mode } = lstatSync(folder)
  if (uid === process.getuid?.() && (mode & 0o022) === 0) return
  throw new UnsafePlaceError(`Others may write in ${folder}. Make it yours alone: chmod 700 "${folder}".`)
}
