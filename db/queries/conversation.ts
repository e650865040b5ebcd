import { and, asc, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type {
  ConversationDetail,
  ConversationMessage,
  ConversationSummary,
} from '../../contract/conversation'
import { fileRef } from '../../contract/file'
import { conversationDocument } from '../../contract/template'
import type { conversationStates } from '../../contract/vocabulary'
import { reader } from '../drizzle'
import type { Engine } from '../engine'
import { entity, execution, message } from '../schema'
import { toInstant } from '../schema/columns'
import { type Page, pageOf, readCursor } from './page'

type State = (typeof conversationStates)[number]

export interface ConversationQuery {
  readonly filter?: string | undefined
  readonly states?: readonly State[] | undefined
  readonly cursor?: string | null | undefined
  readonly limit: number
}

// A query of one table names its columns bare, which inside a sub-select would be another table's: written out here.

/** When somebody last did something in it: said a word, or changed it. */
const lastAt = sql<string>`greatest(entity.updated_at, (select max(m.created_at) from message m
  where m.workspace_id = entity.workspace_id and m.conversation_id = entity.id))`

const ofRuns = (expression: SQL) =>
  sql`(select ${expression} from execution x where x.workspace_id = entity.workspace_id
    and x.conversation_id = entity.id and x.parent_id is null)`

const summary = {
  id: entity.id,
  title: entity.title,
  doc: entity.doc,
  rowVersion: entity.rowVersion,
  lastAt,
  templateTitle: sql<string | null>`(select t.title from entity t where t.workspace_id = entity.workspace_id
    and t.id = (entity.doc ->> 'templateId')::uuid)`,
  messages: sql<number>`(select count(*)::int from message m where m.workspace_id = entity.workspace_id
    and m.conversation_id = entity.id)`,
  inputTokens: sql<number>`${ofRuns(sql`coalesce(sum(x.input_tokens), 0)::int`)}`,
  outputTokens: sql<number>`${ofRuns(sql`coalesce(sum(x.output_tokens), 0)::int`)}`,
  // A run that used no tokens cost nothing; one that did and has no price leaves the sum unknown.
  cost: sql<string | null>`${ofRuns(
    sql`case when bool_or(x.cost is null and x.output_tokens is not null) then null else trim_scale(coalesce(sum(x.cost), 0))::text end`,
  )}`,
  currency: sql<string | null>`${ofRuns(sql`max(x.currency)`)}`,
}

/** One page of conversations, the last used first. */
export async function listConversations(
  engine: Engine,
  workspaceId: string,
  query: ConversationQuery,
): Promise<Page<ConversationSummary>> {
  const from = readCursor(query.cursor, 2)
  const part = query.filter?.trim() ? `%${query.filter.trim().replace(/[\\%_]/g, '\\$&')}%` : null
  const db = reader(engine, workspaceId)
  const rows = await db
    .select(summary)
    .from(entity)
    .where(
      and(
        eq(entity.workspaceId, workspaceId),
        eq(entity.type, 'conversation'),
        isNull(entity.deletedAt),
        query.states?.length ? inArray(sql`${entity.doc} ->> 'state'`, [...query.states]) : undefined,
        part ? or(ilike(entity.title, part), said(part)) : undefined,
        from ? sql`(${lastAt}, ${entity.id}) < (${from[0]}::timestamptz, ${from[1]}::uuid)` : undefined,
      ),
    )
    .orderBy(desc(lastAt), desc(entity.id))
    .limit(query.limit + 1)
  return pageOf(rows.map(toSummary), query.limit, (last) => [last.lastAt, last.id])
}

const said = (part: string) =>
  sql`exists (select 1 from message m where m.workspace_id = entity.workspace_id
    and m.conversation_id = entity.id and m.content ->> 'text' ilike ${part})`

type Row = Omit<ConversationSummary, 'state' | 'templateId' | 'model' | 'currency'> & {
  readonly doc: unknown
  readonly currency: string | null
}

function toSummary({ doc, currency, lastAt: at, ...row }: Row): ConversationSummary {
  const { state, templateId, settings } = conversationDocument.parse(doc)
  return {
    ...row,
    state,
    templateId,
    model: settings.model ?? null,
    currency: currency ?? 'USD',
    lastAt: toInstant(at),
  }
}

/** A conversation with every message of every branch; null where there is none here. */
export async function getConversation(
  engine: Engine,
  workspaceId: string,
  id: string,
): Promise<ConversationDetail | null> {
  const [[row], tree] = await Promise.all([
    reader(engine, workspaceId)
      .select(summary)
      .from(entity)
      .where(
        and(
          eq(entity.workspaceId, workspaceId),
          eq(entity.id, id),
          eq(entity.type, 'conversation'),
          isNull(entity.deletedAt),
        ),
      ),
    listMessages(engine, workspaceId, id),
  ])
  return row ? { ...toSummary(row), document: conversationDocument.parse(row.doc), tree } : null
}

const body = z.object({ text: z.string().default(''), files: z.array(fileRef).default([]) })

/** Messages of a conversation, oldest first, with how the run behind each answer ended. */
export async function listMessages(
  engine: Engine,
  workspaceId: string,
  conversationId: string,
): Promise<ConversationMessage[]> {
  const rows = await reader(engine, workspaceId)
    .select({
      id: message.id,
      role: message.role,
      content: message.content,
      replyToId: message.replyToId,
      createdAt: message.createdAt,
      runId: message.executionId,
      status: execution.status,
      code: execution.errorCode,
      reason: execution.errorMessage,
      waitSeconds: execution.errorWaitSeconds,
      model: execution.model,
      cost: execution.cost,
      currency: execution.currency,
      durationMs: execution.durationMs,
      outputTokens: execution.outputTokens,
    })
    .from(message)
    .leftJoin(
      execution,
      and(eq(execution.workspaceId, message.workspaceId), eq(execution.id, message.executionId)),
    )
    .where(
      and(
        eq(message.workspaceId, workspaceId),
        eq(message.conversationId, conversationId),
        isNull(message.deletedAt),
      ),
    )
    .orderBy(asc(message.position), asc(message.id))
    .limit(10_000)
  return rows.flatMap(({ role, content, code, reason, waitSeconds, currency, ...row }) =>
    role === 'user' || role === 'assistant'
      ? [
          {
            ...row,
            role,
            ...body.parse(content),
            currency: currency ?? 'USD',
            error: code === null ? null : { code, message: reason ?? '', waitSeconds },
          },
        ]
      : [],
  )
}
