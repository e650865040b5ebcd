import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { licence } from '../../contract/about'
import { appRoot } from '../../db/root'
import { refused } from '../failure'
import { os } from '../router'
import type { Studio } from '../studio'

/** Shows a folder in the system's own program for files; null where the door cannot. */
export type OpenFolder = ((folder: string) => Promise<void>) | null

export function aboutHandlers({ disk, topics }: Studio, openFolder: OpenFolder) {
  const { about } = os
  const folders = { data: disk.paths.folder, backups: disk.paths.backupsDir }
  // A window of the same host may be in a browser: it could be on no screen of this machine.
  const canOpen = (door: string) => openFolder !== null && door === 'electron'
  return {
    storage: about.storage.handler(({ context }) => ({
      folder: folders.data,
      backupsFolder: folders.backups,
      bytes: disk.bytes(() => topics.announce(null, { aggregate: 'vault', id: null })),
      canOpen: canOpen(context.session.door),
    })),
    openFolder: about.openFolder.handler(async ({ context, input }) => {
      if (!openFolder || !canOpen(context.session.door)) {
        throw refused(
          'no_desktop',
          'This page runs in a browser, which opens no folders. Copy the path instead.',
        )
      }
      await openFolder(folders[input.which])
      return { opened: true }
    }),
    licences: about.licences.handler(async () => {
      const text = await readFile(join(appRoot(), 'out/main/licences.json'), 'utf8')
      return z.array(licence).parse(JSON.parse(text))
    }),
  }
}
