import { join } from 'node:path'
import { connectSocket } from '../../main/socket/client'

/** The studio listens beside its vault a moment after it printed its address, which lets one in: the browser. */
export async function besideTheVault(data: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = await connectSocket(join(data, 'vaults/default/socket')).catch(() => null)
    if (socket) return socket
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The studio does not listen beside its vault.')
}
