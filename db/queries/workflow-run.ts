import { and, asc, eq, gt, inArray, isNotNull, ne, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { type WorkflowDocument, workflowDocument } from '../../contract/workflow'
import { type NodeOrigin, type NodePair, type NodeRun, nodeQuestion } from '../../contract/workflow-run'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, execution, executionContent, flowNode } from '../schema'
import { readBodies } from './bodies'
import { beforePartsOf } from './id-time'
import { type Page, pageOf, readCursor } from './page'

const columns = {
  id: execution.id,
  kind: execution.kind,
  parentId: execution.parentId,
  nodeId: execution.nodeId,
  name: execution.name,
  status: execution.status,
  startedAt: execution.startedAt,
  durationMs: execution.durationMs,
  model: execution.model,
  inputTokens: execution.inputTokens,
  outputTokens: execution.outputTokens,
  cost: execution.cost,
  currency: execution.currency,
  code: execution.errorCode,
  message: execution.errorMessage,
  waitSeconds: execution.errorWaitSeconds,
  path: sql<string>`coalesce(${execution.context} ->> 'path', '')`,
}

const ofContent = and(
  eq(executionContent.workspaceId, execution.workspaceId),
  eq(executionContent.executionId, execution.id),
)

/** The parts of a trace, its root left out. They are as old as the root or younger, so that no month before it is asked. */
const partsOf = (workspaceId: string, rootId: string) =>
  and(
    eq(execution.workspaceId, workspaceId),
    eq(execution.traceId, rootId),
    gt(execution.id, beforePartsOf(rootId)),
    ne(execution.id, rootId),
  )

/** One page of a trace in the order in which its parts began. */
export async function listNodeRuns(
  engine: Engine,
  workspaceId: string,
  {
    id,
    cursor,
    limit,
  }: { readonly id: string; readonly cursor?: string | null | undefined; readonly limit: number },
): Promise<Page<NodeRun>> {
  const from = readCursor(cursor, 1)
  const rows = await reader(engine, workspaceId)
    .select(columns)
    .from(execution)
    .where(and(partsOf(workspaceId, id), from?.[0] ? gt(execution.id, from[0]) : undefined))
    .orderBy(asc(execution.id))
    .limit(limit + 1)
  return pageOf(rows.map(toNodeRun), limit, (last) => [last.id])
}

type Row = Omit<NodeRun, 'error'> & {
  code: string | null
  message: string | null
  waitSeconds: number | null
}

const toNodeRun = ({ code, message, waitSeconds, ...row }: Row): NodeRun => ({
  ...row,
  error: code === null ? null : { code, message: message ?? '', waitSeconds },
})

/** A run of a workflow as it was started: what a run that goes on begins with; null where there is none here. */
export interface StartedWorkflow {
  readonly document: WorkflowDocument
  readonly inputs: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, unknown>>
  /** The run that it went on from. */
  readonly replayOfId: string | null
}

export async function getStartedWorkflow(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<StartedWorkflow | null> {
  const [row] = await reader(engine, workspaceId)
    .select({
      replayOfId: execution.replayOfId,
      prompt: executionContent.promptHash,
      values: executionContent.valuesHash,
      answer: executionContent.responseHash,
    })
    .from(execution)
    .innerJoin(executionContent, ofContent)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id), eq(execution.kind, 'workflow')))
  if (!row) return null
  const text = await readBodies(engine, workspaceId, [row.prompt, row.values, row.answer])
  const json = (hash: string | null): unknown => JSON.parse(text(hash) ?? '{}')
  return {
    document: workflowDocument.parse(json(row.prompt)),
    inputs: values.parse(json(row.values)),
    outputs: values.parse(json(row.answer)),
    replayOfId: row.replayOfId,
  }
}

const values = z.record(z.string(), z.unknown())

/** What a run of a workflow was given, by the names of its signature; null where there is no such run here. */
export async function getGivenInputs(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<Record<string, unknown> | null> {
  const [row] = await reader(engine, workspaceId)
    .select({ given: executionContent.valuesHash })
    .from(execution)
    .innerJoin(executionContent, ofContent)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id), eq(execution.kind, 'workflow')))
  if (!row) return null
  const text = await readBodies(engine, workspaceId, [row.given])
  return values.parse(JSON.parse(text(row.given) ?? '{}'))
}

/** Runs of nodes read at once with what they gave. */
const step = 500

/** What the nodes of a run gave that ended well, by path and node: what a run that goes on need not do again. */
export async function finishedNodes(engine: Engine, workspaceId: string, rootId: string) {
  const found = new Map<
    string,
    { readonly rowId: string; readonly outputs: Readonly<Record<string, unknown>> }
  >()
  for (let last = beforePartsOf(rootId); ; ) {
    const rows = await reader(engine, workspaceId)
      .select({
        id: execution.id,
        nodeId: execution.nodeId,
        path: columns.path,
        answer: executionContent.responseHash,
      })
      .from(execution)
      .innerJoin(executionContent, ofContent)
      .where(
        and(
          partsOf(workspaceId, rootId),
          gt(execution.id, last),
          eq(execution.kind, 'node'),
          inArray(execution.status, ['success', 'cached']),
        ),
      )
      .orderBy(asc(execution.id))
      .limit(step)
    const text = await readBodies(
      engine,
      workspaceId,
      rows.map(({ answer }) => answer),
    )
    for (const { id, nodeId, path, answer } of rows) {
      const body = text(answer)
      if (nodeId && body) found.set(path + nodeId, { rowId: id, outputs: values.parse(JSON.parse(body)) })
    }
    const next = rows.at(-1)?.id
    if (rows.length < step || next === undefined) return found
    last = next
  }
}

/** Nodes of a run that wait for somebody, with what they ask. */
export async function waitingNodes(engine: Engine, workspaceId: string, rootId: string) {
  const rows = await reader(engine, workspaceId)
    .select({ id: execution.id, nodeId: execution.nodeId, path: columns.path, context: execution.context })
    .from(execution)
    .where(and(partsOf(workspaceId, rootId), eq(execution.status, 'paused'), eq(execution.kind, 'node')))
    .orderBy(asc(execution.id))
  return rows.flatMap(({ context, nodeId, ...row }) => {
    const { data } = z.looseObject({ question: nodeQuestion }).safeParse(context)
    return nodeId ? [{ ...row, nodeId, question: data?.question ?? null }] : []
  })
}

/** The text of what a run of a node was given or gave; null where there is none. */
export async function getNodeBody(
  engine: Engine,
  workspaceId: string,
  { nodeRunId, which }: { readonly nodeRunId: string; readonly which: 'inputs' | 'outputs' },
): Promise<string | null> {
  const [row] = await reader(engine, workspaceId)
    .select({ inputs: executionContent.valuesHash, outputs: executionContent.responseHash })
    .from(executionContent)
    .where(and(eq(executionContent.workspaceId, workspaceId), eq(executionContent.executionId, nodeRunId)))
  const hash = row?.[which]
  return hash ? (await readBodies(engine, workspaceId, [hash]))(hash) : null
}

/** Which run and node a part of a trace belongs to; null where there is none here. */
export async function getNodeRun(engine: Engine, workspaceId: string, id: string) {
  const [row] = await reader(engine, workspaceId)
    .select({ ...columns, rootId: execution.traceId })
    .from(execution)
    .where(and(eq(execution.workspaceId, workspaceId), eq(execution.id, id), eq(execution.kind, 'node')))
  if (!row) return null
  const { rootId, ...rest } = row
  return { rootId, run: toNodeRun(rest) }
}

/** Runs of nodes that two runs are compared by, of each. */
const compared = 10_000

interface Told {
  readonly run: NodeRun
  readonly inputs: string | null
  readonly outputs: string | null
}

/** What each node of a run was given and gave, by hash; by path and node, in the order in which they began. */
async function toldNodes(engine: Engine, workspaceId: string, rootId: string): Promise<Map<string, Told>> {
  const rows = await reader(engine, workspaceId)
    .select({ ...columns, inputs: executionContent.valuesHash, outputs: executionContent.responseHash })
    .from(execution)
    .leftJoin(executionContent, ofContent)
    .where(and(partsOf(workspaceId, rootId), eq(execution.kind, 'node')))
    .orderBy(asc(execution.id))
    .limit(compared)
  return new Map(
    rows.map(({ inputs, outputs, ...row }) => [
      row.path + (row.nodeId ?? ''),
      { run: toNodeRun(row), inputs, outputs },
    ]),
  )
}

/** Two runs node by node, first those of the left one in its order, then those that ran on the right alone. */
export async function pairNodeRuns(
  engine: Engine,
  workspaceId: string,
  { left, right }: { readonly left: string; readonly right: string },
): Promise<NodePair[]> {
  const [one, two] = await Promise.all([
    toldNodes(engine, workspaceId, left),
    toldNodes(engine, workspaceId, right),
  ])
  return [...new Set([...one.keys(), ...two.keys()])].map((key) => {
    const [a, b] = [one.get(key), two.get(key)]
    return {
      left: a?.run ?? null,
      right: b?.run ?? null,
      sameInputs: a?.inputs === b?.inputs,
      sameOutputs: a?.outputs === b?.outputs,
    }
  })
}

/** Template, use, node, run of the node and its calls in one statement, a row for each call; null where it is not here. */
export async function getNodeOrigin(
  engine: Engine,
  workspaceId: string,
  nodeRunId: string,
): Promise<NodeOrigin | null> {
  const [root, item, call] = [alias(execution, 'root'), alias(entity, 'item'), alias(execution, 'call')]
  const rows = await reader(engine, workspaceId)
    .select({
      run: columns,
      itemId: item.id,
      itemTitle: item.title,
      itemVersion: execution.versionNumber,
      inTrash: isNotNull(item.deletedAt).mapWith(Boolean),
      workflowId: root.entityId,
      workflowTitle: entity.title,
      workflowVersion: root.versionNumber,
      flowNodeId: flowNode.id,
      label: flowNode.label,
      templateId: flowNode.templateId,
      call,
    })
    .from(execution)
    .innerJoin(root, and(eq(root.workspaceId, workspaceId), eq(root.id, execution.traceId)))
    .leftJoin(entity, and(eq(entity.workspaceId, workspaceId), eq(entity.id, root.entityId)))
    .leftJoin(item, and(eq(item.workspaceId, workspaceId), eq(item.id, execution.entityId)))
    .leftJoin(
      flowNode,
      and(
        eq(flowNode.workspaceId, workspaceId),
        eq(flowNode.workflowId, root.entityId),
        eq(flowNode.id, execution.nodeId),
      ),
    )
    .leftJoin(
      call,
      and(
        eq(call.workspaceId, workspaceId),
        eq(call.traceId, execution.traceId),
        eq(call.parentId, execution.id),
        gt(call.id, beforePartsOf(nodeRunId)),
        inArray(call.kind, ['model_call', 'tool']),
      ),
    )
    .where(
      and(eq(execution.workspaceId, workspaceId), eq(execution.id, nodeRunId), eq(execution.kind, 'node')),
    )
    .orderBy(asc(call.id))
    .limit(200)
  const [first] = rows
  if (!first) return null
  const { itemId, itemTitle, flowNodeId } = first
  return {
    item:
      itemId === null
        ? null
        : { id: itemId, title: itemTitle ?? '', versionNumber: first.itemVersion, inTrash: first.inTrash },
    workflow: { id: first.workflowId, title: first.workflowTitle, versionNumber: first.workflowVersion },
    node:
      flowNodeId === null
        ? null
        : { id: flowNodeId, label: first.label, usesItem: itemId !== null && first.templateId === itemId },
    run: toNodeRun(first.run),
    calls: rows.flatMap(({ call: made }) => (made ? callOf(made, first.run.path) : [])),
  }
}

function callOf(made: typeof execution.$inferSelect, path: string): NodeRun {
  const { id, kind, parentId, nodeId, name, status, startedAt, durationMs, model } = made
  const { inputTokens, outputTokens, cost, currency } = made
  const { errorCode: code, errorMessage: message, errorWaitSeconds: waitSeconds } = made
  const took = { inputTokens, outputTokens, cost, currency, durationMs }
  return toNodeRun({
    id,
    kind,
    parentId,
    nodeId,
    name,
    status,
    startedAt,
    model,
    path,
    code,
    message,
    waitSeconds,
    ...took,
  })
}
