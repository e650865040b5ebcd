import { uuidv7 } from 'uuidv7'
import { type EntityDocument, templateDocument } from '../../contract/template'
import { workflowDocument } from '../../contract/workflow'
import { openVault, type Vault } from '../../db/open'
import { fillTraces, partId, type RanWorkflow, type TraceSize } from '../../db/testing/fill/traces'
import { vaultPaths } from '../../db/vault-paths'
import { createEntity } from '../../db/write/create-entity'
import { firstIdentity } from '../../main/people'
import { type BigVault, keptVault } from './vault'

const day = 86_400_000
const nodes = 10

/** Whole days, so that the same ids are asked for on the next day too. */
const until = Math.floor(Date.parse('2026-11-01') / day) * day

/** A million rows of traces as they are usual, in eleven months, and one run of twenty thousand parts after them. */
const usual: TraceSize = { traces: 48_000, turns: 1, from: until - 330 * day, apart: 590_000 }
const long: TraceSize = { traces: 1, turns: 1_000, from: until + day, apart: 60_000 }

export const workflowTitle = 'Ran often'

export const traceVault = (): Promise<BigVault> => keptVault('traces', fillVault)

async function fillVault({ engine }: Vault): Promise<string> {
  const identity = await firstIdentity(engine)
  const who = { ...identity, door: 'test' as const }
  const make = (parentId: string | null, title: string, document: EntityDocument) => {
    const ids = { commandId: uuidv7(), id: uuidv7(), parentId }
    return createEntity(engine, who, { ...ids, type: document.kind, title, description: '', document })
  }
  const { id: labId } = await make(null, 'Everyday work', { kind: 'lab' })
  const nodeIds = Array.from({ length: nodes }, () => uuidv7())
  const plain = templateDocument.parse({ kind: 'template', form: 'chat', messages: [] })
  const { id: templateId } = await make(labId, 'Asked often', plain)
  const graph = workflowDocument.parse({
    kind: 'workflow',
    nodes: nodeIds.map((nodeId, at) => ({
      id: nodeId,
      kind: 'template',
      label: `Ask ${at}`,
      x: at * 230,
      y: 0,
      settings: { entityId: templateId, follow: { by: 'latest' } },
    })),
    edges: [],
  })
  const { id } = await make(labId, workflowTitle, graph)
  const workflow: RanWorkflow = { id, nodeIds, templateId, document: graph }
  const rows = await fillTraces(engine, who, workflow, usual)
  const more = await fillTraces(engine, who, workflow, long)
  return `${rows} executions in ${usual.traces} traces, and a trace of ${more}`
}

/** Runs of nodes all over the past, by their ids. */
export const someNodeRuns = (count: number): string[] =>
  Array.from({ length: count }, (_, at) =>
    partId(usual, { trace: Math.floor(((at + 0.5) * usual.traces) / count), part: 1 + 2 * (at % nodes) }),
  )

/** Where what nodes gave came from, asked of the vault itself: milliseconds each. */
export async function askOrigins(
  data: string,
  ask: (vault: Vault, workspaceId: string) => Promise<number[]>,
): Promise<number[]> {
  const vault = await openVault({ paths: vaultPaths(data), appVersion: '0.0.0' })
  const { workspaceId } = await firstIdentity(vault.engine)
  const took = await ask(vault, workspaceId)
  await vault.close()
  return took
}
