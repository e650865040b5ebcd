import { z } from 'zod'
import { follow } from '../../../../contract/template'
import { entityTypes } from '../../../../contract/vocabulary'
import { usedContexts } from '../../../../core/document/contexts'
import { written } from '../../../../core/workflow/aggregate'
import { contextTexts } from '../../../../db/queries/context'
import { listEntities } from '../../../../db/queries/entity-list'
import { type Followed, getFollowed } from '../../../../db/queries/followed'
import { getVariableRow } from '../../../../db/queries/variable-set'
import type { Effect, NodeWork } from '../effect'
import { NodeFailure } from '../node-failure'
import { settingsOf } from './settings'

const chosen = z.looseObject({ entityId: z.uuid().nullish(), follow: follow.default({ by: 'latest' }) })

/** The item that a node names, in the version that it follows. @throws NodeFailure where it is not there */
export async function followedBy(
  work: NodeWork,
  kind: string,
  what: string,
): Promise<Followed & { label: string | null }> {
  const { entityId, follow } = settingsOf(chosen, work.node)
  if (!entityId) throw new NodeFailure('missing_choice', `Choose the ${what} of this node.`)
  const { engine, who } = work.caller
  const found = await getFollowed(engine, who.workspaceId, entityId, follow)
  if (found?.document.kind !== kind) {
    const which = follow.by === 'label' ? ` with a version labelled "${follow.label}"` : ''
    throw new NodeFailure(
      'missing_item',
      `The ${what}${which} of this node is not in the library. Restore it, or choose another.`,
    )
  }
  return { ...found, label: follow.by === 'label' ? follow.label : null }
}

/** A Liquid text with what came to its ports. @throws NodeFailure with line and column of what cannot be rendered */
export async function renderText(
  { needs, caller }: NodeWork,
  text: string,
  values: Readonly<Record<string, unknown>>,
) {
  if (!text.includes('{')) return text
  const document = { messages: [{ id: 'text', role: 'user' as const, text }] }
  // Most texts name no context, and reading one for them takes longer than all the rest.
  const used = text.includes('render')
    ? usedContexts({ kind: 'context', text, variables: [], examples: [] })
    : []
  const contexts = used.length > 0 ? await contextTexts(caller.engine, caller.who.workspaceId, used) : {}
  const rendered = await needs.templates.render(document, values, contexts)
  const [issue] = rendered.issues
  if (issue) {
    const place = issue.line === null ? '' : `Line ${issue.line}, column ${issue.column}: `
    throw new NodeFailure('template_text', `${place}${issue.message}`)
  }
  return rendered.messages[0]?.text ?? ''
}

export const text: Effect = async (work) => ({
  outputs: { text: await renderText(work, String(work.node.settings.text ?? ''), work.inputs) },
})

export const context: Effect = async (work) => {
  const followed = await followedBy(work, 'context', 'context')
  if (followed.document.kind !== 'context') throw new Error('It was read as a context.')
  const defaults = followed.document.variables.flatMap(({ name, default: value }) =>
    value === undefined || value === null ? [] : [[name, value]],
  )
  const values = { ...Object.fromEntries(defaults), ...work.inputs }
  return {
    outputs: { text: await renderText(work, followed.document.text, values) },
    ran: {
      entityId: followed.id,
      versionId: followed.versionId,
      versionNumber: followed.number,
      label: followed.label,
    },
  }
}

export const variableRow: Effect = async (work) => {
  const { id } = await followedBy(work, 'variable_set', 'variable set')
  const number = Number(work.inputs.number ?? work.node.settings.row ?? 1)
  const { engine, who } = work.caller
  const row =
    Number.isInteger(number) && number > 0 ? await getVariableRow(engine, who.workspaceId, id, number) : null
  if (!row)
    throw new NodeFailure('missing_row', `The variable set has no row ${written(number)}. Rows count from 1.`)
  return {
    outputs: { ...row.values, row: row.values },
    ran: { entityId: id, versionId: null, versionNumber: null, label: null },
  }
}

const searching = z.looseObject({
  types: z.array(z.enum(entityTypes)).default([]),
  limit: z.number().int().min(1).max(100).default(10),
})

export const search: Effect = async (work) => {
  const { types, limit } = settingsOf(searching, work.node)
  const { engine, who } = work.caller
  const { items } = await listEntities(engine, who, {
    deep: true,
    sort: 'updated',
    filter: written(work.inputs.query).slice(0, 200),
    limit,
    ...(types.length > 0 ? { types } : {}),
  })
  const results = items.map(({ id, type, title, description, tags }) => ({
    id,
    type,
    title,
    description,
    tags,
  }))
  return { outputs: { results } }
}
