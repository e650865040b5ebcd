import type { ConnectionLimits } from '../../contract/provider'
import type { StoredConnection } from '../../db/queries/connection'
import { ModelConnection } from '../providers/connection'
import type { KeyStore } from '../secrets/store'
import { Gate } from './gate'

interface Way {
  readonly connection: ModelConnection
  readonly gate: Gate
  readonly limits: ConnectionLimits
}

/** Open ways to providers, one for each connection as it stands now; a changed one is opened anew. */
export class ModelConnections {
  private readonly open = new Map<string, { readonly stamp: string; readonly way: Way }>()

  constructor(private readonly keys: KeyStore) {}

  to(stored: StoredConnection): Way {
    const key = `${stored.workspaceId} ${stored.id}`
    const stamp = `${stored.rowVersion} ${stored.secretRef}`
    const known = this.open.get(key)
    if (known?.stamp === stamp) return known.way
    // Runs under way keep the way they began with; its sockets close when they are idle.
    known?.way.connection.close()
    const connection = new ModelConnection(stored, this.keys)
    // Who is inside and who waits stays: a changed connection is still the same provider.
    const gate = known?.way.gate ?? new Gate(stored.limits)
    gate.change(stored.limits)
    const way = { connection, gate, limits: stored.limits }
    this.open.set(key, { stamp, way })
    return way
  }

  close(): void {
    for (const { way } of this.open.values()) way.connection.close()
    this.open.clear()
  }
}
