import type { StoredConnection } from '../../db/queries/connection'
import { ModelConnection } from '../providers/connection'
import type { KeyStore } from '../secrets/store'

/** Open ways to providers, one for each connection as it stands now; a changed one is opened anew. */
export class ModelConnections {
  private readonly open = new Map<string, { readonly stamp: string; readonly way: ModelConnection }>()

  constructor(private readonly keys: KeyStore) {}

  to(connection: StoredConnection): ModelConnection {
    const key = `${connection.workspaceId} ${connection.id}`
    const stamp = `${connection.rowVersion} ${connection.secretRef}`
    const known = this.open.get(key)
    if (known?.stamp === stamp) return known.way
    // Runs under way keep the way they began with; its sockets close when they are idle.
    known?.way.close()
    const way = new ModelConnection(connection, this.keys)
    this.open.set(key, { stamp, way })
    return way
  }

  close(): void {
    for (const { way } of this.open.values()) way.close()
    this.open.clear()
  }
}
