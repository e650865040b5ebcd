import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { uuidv7 } from 'uuidv7'
import type { RunSummary } from '../../../contract/run'
import type { EntityDocument } from '../../../contract/template'
import type { WorkflowDocument } from '../../../contract/workflow'
import type { NodeRun, WorkflowRunEvent } from '../../../contract/workflow-run'
import { type ModelServer, startModelServer } from '../../../e2e/servers/model-server'
import { type Host, openHost } from '../../host'
import type { StudioClient } from '../../socket/client'

/** A studio with a provider of its own, for tests of workflows. */
export class WorkflowStudio {
  host!: Host
  client!: StudioClient
  server!: ModelServer
  connectionId = ''
  private readonly data = mkdtempSync(join(tmpdir(), 'promptstudio-workflow-'))

  async open(): Promise<this> {
    this.server = await startModelServer()
    await this.start()
    const { id } = await this.client.provider.save({
      commandId: uuidv7(),
      id: uuidv7(),
      rowVersion: null,
      name: 'Local',
      kind: 'openai_compatible',
      address: this.server.openai,
      models: ['stub-ok', 'stub-slow', 'stub-401', 'stub-cut', 'stub-json-wrong', 'stub-json', 'stub-long'],
    })
    this.connectionId = id
    return this
  }

  async start(): Promise<void> {
    this.host = await openHost({ data: this.data, door: 'test' })
    this.client = createRouterClient(this.host.router, {
      context: { session: this.host.openSession('test') },
    })
  }

  /** As somebody does who closes the studio and opens it again. */
  async restart(): Promise<void> {
    await this.host.close('cancelled')
    await this.start()
  }

  async close(): Promise<void> {
    await this.host?.close('cancelled')
    await this.server?.close()
    rmSync(this.data, { recursive: true, force: true })
  }

  async item(
    type: 'template' | 'context' | 'workflow' | 'variable_set',
    document: EntityDocument,
  ): Promise<string> {
    const kind = type === 'workflow' ? 'workflow' : 'prompt'
    const places = await this.client.entity.places()
    const known = places.find((place) => place.type === 'library' && (place.libraryKind ?? 'prompt') === kind)
    const parentId =
      known?.id ?? (await this.library(places.find((place) => place.type === 'lab')?.id ?? null))
    const id = uuidv7()
    await this.client.entity.create({ commandId: uuidv7(), id, type, parentId, title: `A ${type}`, document })
    return id
  }

  private async library(parentId: string | null): Promise<string> {
    const id = uuidv7()
    const document = { kind: 'library' as const }
    await this.client.entity.create({
      commandId: uuidv7(),
      id,
      type: 'library',
      libraryKind: 'workflow',
      parentId,
      title: 'Workflows',
      document,
    })
    return id
  }

  /** Runs a document to its end. */
  async run(document: WorkflowDocument, inputs: Record<string, unknown> = {}): Promise<Ran> {
    const entityId = await this.item('workflow', document)
    const id = uuidv7()
    await this.client.workflowRun.start({ id, entityId, inputs })
    return this.follow(id)
  }

  /** Until it ends, or waits for somebody. */
  async follow(id: string, onEvent: (event: WorkflowRunEvent) => void = () => undefined): Promise<Ran> {
    const ran: Ran = { id, run: null, outputs: {}, nodes: new Map(), asks: [], texts: [] }
    for await (const event of await this.client.workflowRun.follow({ id })) {
      onEvent(event)
      if (event.type === 'nodes') for (const node of event.nodes) ran.nodes.set(node.id, node)
      if (event.type === 'text') ran.texts.push(event.text)
      if (event.type === 'asks') ran.asks.push(event)
      if (event.type === 'finished') return { ...ran, run: event.run, outputs: event.outputs }
      if (event.type === 'status' && event.status === 'paused') return ran
    }
    return ran
  }
}

interface Ran {
  readonly id: string
  readonly run: RunSummary | null
  readonly outputs: Record<string, unknown>
  readonly nodes: Map<string, NodeRun>
  readonly asks: Extract<WorkflowRunEvent, { type: 'asks' }>[]
  readonly texts: string[]
}
