import type { TemplateDocument } from '../../../contract/template'
import { searchText } from '../../../core/document/search'
import { bump } from '../../../core/document/semver'
import type { Statement } from '../../engine'
import type { EntityChange, EntityHead, Who } from '../../write/command'
import { firstVersion, plainState } from '../../write/create-entity'
import { changeOf } from '../../write/edit'
import { eventFields } from '../../write/event-fields'
import { type Prepared, prepare } from '../../write/prepared'
import { textTemplate } from '../documents'
import { prose, type Random, topic } from './prose'
import { bytea, insertRows, iso, type Row, uuidAt } from './rows'

export interface TemplatePlan {
  readonly who: Who
  readonly random: Random
  readonly parentId: string
  readonly sortKey: string
  readonly name: string
  /** Milliseconds since 1970 of each of its versions, rising. */
  readonly times: readonly number[]
}

/** One template with all that saving it so many times would have written. */
export interface TemplateRows {
  readonly id: string
  readonly versionId: string
  readonly number: number
  readonly tables: Readonly<Record<string, readonly Row[]>>
  readonly events: readonly Row[]
}

const ordered = [
  'content',
  'entity',
  'branch',
  'entity_version',
  'version_status',
  'variable',
  'relationship',
]

/** The rows of many templates, table by table in the order that their foreign keys ask for. */
export function templateStatements(who: Who, templates: readonly TemplateRows[]): Statement[] {
  const rows = (table: string) => templates.flatMap((template) => template.tables[table] ?? [])
  const events = templates
    .flatMap((template) => template.events)
    .sort((a, b) => (String(a.at) < String(b.at) ? -1 : 1))
  return [
    ...ordered.map((table) => insertRows(table, rows(table))),
    {
      sql: `insert into search_document (workspace_id, source, source_id, entity_id, title, body, tsv, state, updated_at)
        select r.workspace_id, 'entity', r.source_id, r.source_id, r.title, r.body, studio_tsv(r.title, r.body), 'indexed', r.updated_at
          from jsonb_populate_recordset(null::search_document, $1::jsonb) r`,
      params: [JSON.stringify(rows('search_document'))],
    },
    {
      // One after the other, each at an instant of its own: every event carries the hash of the one before.
      sql: `select set_config('app.instant', r.value ->> 'at', true), append_event(
          $1::uuid, (r.value ->> 'id')::uuid, $2::uuid, $3::text, $4::uuid, r.value ->> 'action',
          (r.value ->> 'entity_id')::uuid, (r.value ->> 'version_id')::uuid, (r.value ->> 'command_id')::uuid,
          r.value -> 'fields')
          from jsonb_array_elements($5::jsonb) with ordinality r order by r.ordinality`,
      params: [who.workspaceId, who.deviceId, who.door, who.accountId, JSON.stringify(events)],
    },
  ]
}

export function templateRows(plan: TemplatePlan): TemplateRows {
  const { random, times } = plan
  const steps: Prepared[] = []
  let head: EntityHead | null = null
  for (const ms of times) {
    const change: EntityChange = head ? save(plan, head, ms) : create(plan, ms)
    const step = prepare(change)
    if (!step) continue
    steps.push(step)
    head = headAfter(step)
  }
  const last = steps.at(-1)
  if (!last) throw new Error('A template needs at least one version.')
  const dated = steps.map((step, index) => ({ step, at: iso(times[index] ?? 0), until: times[index + 1] }))
  return {
    id: last.change.id,
    versionId: last.change.versionId,
    number: last.number,
    tables: { ...headRows(plan, last), ...historyRows(plan, dated) },
    events: dated.map(({ step, at }) => ({
      id: uuidAt(random, Date.parse(at)),
      at,
      action: step.change.before ? 'template.save' : 'template.create',
      entity_id: step.change.id,
      version_id: step.change.versionId,
      command_id: uuidAt(random, Date.parse(at)),
      fields: eventFields(step),
    })),
  }
}

function create({ random, parentId, sortKey, name, who }: TemplatePlan, ms: number): EntityChange {
  const change = firstVersion(
    { id: uuidAt(random, ms), type: 'template', document: document(random) },
    {
      ...plainState,
      title: `${name} ${topic(random)}`,
      description: prose(random, 90),
      slug: name,
      tags: [topic(random), topic(random)].filter((tag, index, all) => all.indexOf(tag) === index),
      parentId,
      sortKey,
      ownerId: who.accountId,
    },
  )
  return { ...change, versionId: uuidAt(random, ms) }
}

const save = ({ random }: TemplatePlan, head: EntityHead, ms: number): EntityChange =>
  changeOf(head, uuidAt(random, ms), 'content', {
    document: document(random),
    semver: bump(head.semver, 'patch'),
    message: prose(random, 40),
  })

const document = (random: Random): TemplateDocument =>
  textTemplate(`${prose(random, 2100)}\n\n{{ customer }} {{ question }} {{ tone }}`, {
    variables: ['customer', 'question', 'tone'].map((name) => ({
      name,
      type: 'text',
      required: name !== 'tone',
      description: '',
      rules: {},
    })),
  })

function headAfter({ change, body, number }: Prepared): EntityHead {
  return {
    id: change.id,
    type: change.type,
    libraryKind: change.libraryKind,
    state: change.state,
    document: change.document,
    contentHash: body.hash,
    number,
    semver: change.semver,
    headVersionId: change.versionId,
    publishedVersionId: null,
    rowVersion: (change.before?.rowVersion ?? 0) + 1,
    deletedAt: null,
  }
}

const snake = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  )

function headRows({ who, times, random }: TemplatePlan, { change, body, number }: Prepared) {
  const { workspaceId: workspace_id, accountId } = who
  const created = iso(times[0] ?? 0)
  const updated = iso(times.at(-1) ?? 0)
  const template = change.document.kind === 'template' ? change.document : undefined
  return {
    entity: [
      {
        workspace_id,
        id: change.id,
        type: change.type,
        ...snake({ ...change.state }),
        doc: JSON.parse(body.text),
        number,
        semver: change.semver,
        head_version_id: change.versionId,
        created_at: created,
        created_by: accountId,
        updated_at: updated,
        updated_by: accountId,
        row_version: times.length,
        metadata: { form: template?.form },
      },
    ],
    branch: [
      {
        workspace_id,
        id: change.id,
        entity_id: change.id,
        name: 'main',
        head_version_id: change.versionId,
        created_at: created,
        created_by: accountId,
      },
    ],
    variable: (template?.variables ?? []).map((variable, position) => ({
      workspace_id,
      entity_id: change.id,
      name: variable.name,
      position,
      type: variable.type,
      required: variable.required,
      description: variable.description,
      rules: variable.rules,
    })),
    relationship: [
      {
        workspace_id,
        id: uuidAt(random, times[0] ?? 0),
        source_id: change.id,
        target_id: change.state.parentId,
        type: 'part_of',
        strength: 1,
        metadata: {},
        created_by: accountId,
        valid_from: created,
      },
    ],
    search_document: [
      {
        workspace_id,
        source_id: change.id,
        title: change.state.title,
        body: [change.state.description, change.state.tags.join(' '), searchText(change.document)].join('\n'),
        updated_at: updated,
      },
    ],
  }
}

interface Dated {
  readonly step: Prepared
  readonly at: string
  readonly until: number | undefined
}

function historyRows({ who, random }: TemplatePlan, steps: readonly Dated[]) {
  const { workspaceId: workspace_id, accountId, deviceId } = who
  return {
    content: steps.map(({ step: { body }, at }) => ({
      workspace_id,
      hash: body.hash,
      body: bytea(body.body),
      encoding: body.encoding,
      size: body.size,
      encrypted: false,
      created_at: at,
    })),
    entity_version: steps.map(({ step: { change, body, number }, at, until }) => ({
      workspace_id,
      id: change.versionId,
      entity_id: change.id,
      branch_id: change.id,
      number,
      semver: change.semver,
      kind: change.kind,
      ...snake({ ...change.state }),
      deleted: false,
      content_hash: body.hash,
      message: change.message,
      parents: change.parents,
      author_id: accountId,
      device_id: deviceId,
      authored_at: at,
      valid_from: at,
      valid_to: until === undefined ? null : iso(until),
      state: until === undefined ? 'head' : 'past',
      metadata: {},
    })),
    version_status: steps.map(({ step: { change }, at }) => ({
      workspace_id,
      id: uuidAt(random, Date.parse(at)),
      version_id: change.versionId,
      status: change.state.status,
      account_id: accountId,
      valid_from: at,
    })),
  }
}
