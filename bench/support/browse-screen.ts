import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { connectSocket } from '../../main/socket/client'
import { note, quantile } from '../report'
import { openWindow } from './browser'
import { filterByKeys, paintTree, scrollEvenly } from './library-window'
import { longFrames } from './scroll'
import { startStudio } from './studio'
import { type BigVault, copyOfVault } from './vault'

const speed = 5000
const seconds = 10

export interface BrowsedScreen {
  readonly treePaint: readonly number[]
  readonly filterKeys: readonly number[]
  /** Per cent of the frames. */
  readonly longFrames: number
}

/** The library as somebody sees it: its tree, its filter, its list as it is scrolled. */
export async function browseScreen(vault: BigVault): Promise<BrowsedScreen> {
  // A second workspace is made, to come from.
  const data = copyOfVault(vault, 'browse-screen')
  const studio = await startStudio(data)
  const { page, close } = await openWindow(studio.address)
  const full = await addEmptyWorkspace(data, 'Empty')
  const treePaint = await paintTree(page, [full, 'Empty'], 11)
  const filterKeys = await filterByKeys(page, ['prompt-1234', 'prompt-407', 'refund', 'letter'])
  const { frames, pixels } = await scrollEvenly(page, speed, seconds)
  await close()
  await studio.stop()
  rmSync(data, { recursive: true, force: true })
  const ms = (name: string, values: readonly number[]) =>
    note(`${name}: ${values.map((each) => Math.round(each)).join(' ')}`)
  ms('tree, ms', treePaint)
  ms('filter, ms a key', filterKeys)
  note(
    `scroll: ${Math.round(pixels)} px, ${frames.length} frames, ms p50 ${quantile(frames, 0.5).toFixed(1)}`,
  )
  return { treePaint, filterKeys, longFrames: longFrames({ frames, pixels }, speed * seconds) }
}

/** @returns the name of the workspace that was there */
async function addEmptyWorkspace(data: string, name: string): Promise<string> {
  const socket = await connectSocket(join(data, 'vaults/default/socket'))
  if (!socket) throw new Error('The studio does not listen beside its vault.')
  const { client, close } = socket
  const { workspace } = await client.session.get()
  const ids = { commandId: uuidv7(), id: uuidv7() }
  await client.workspace.create({ ...ids, name, kind: 'client', colour: 'c-2' })
  close()
  return workspace.name
}
