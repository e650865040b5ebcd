import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import type { Engine } from '../engine'
import { migrate } from '../migrate'
import { getHead } from '../queries/head'
import { record } from '../record'
import { phaseId } from '../record/phase-id'
import { createAccount, createWorkspace } from '../workspaces'
import type { Who } from '../write/command'
import { createEntity } from '../write/create-entity'
import { saveDocument } from '../write/save-document'
import { appVersion, bodyOf } from './backups'
import type { Workload } from './crash/workload'
import { textTemplate } from './documents'
import { begunRun, finishedRun } from './runs'

/** Known to every process that takes part. */
const fixed = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const who: Who = { workspaceId: fixed(1), accountId: fixed(2), deviceId: fixed(3), door: 'test' }
const templates = 40
const templateId = (n: number) => fixed(100 + (n % templates))
/** Every so many steps one is a run; all others save a template. */
const runEvery = 4
const isRun = (n: number) => n % runEvery === 0

/** What the studio itself writes, through its own doors: templates saved and runs recorded. */
export const studioWorkload: Workload = {
  async prepare(engine) {
    await migrate(engine, { appVersion })
    await createAccount(engine, { id: who.accountId, name: 'Ada', colour: 'blue' })
    const place = { id: who.workspaceId, name: 'Test', kind: 'personal', colour: 'blue' } as const
    await createWorkspace(engine, who, { commandId: uuidv7(), ...place })
    await make(engine, fixed(10), 'lab', null)
    await make(engine, fixed(11), 'library', fixed(10))
    for (let n = 0; n < templates; n++) await make(engine, templateId(n), 'template', fixed(11))
  },

  step: (engine, n) => (isRun(n) ? run(engine, n) : save(engine, n)),

  async verify(engine) {
    const saved = await numbersIn(engine, "select message as n from entity_version where message <> ''")
    const ran = await numbersIn(engine, "select model as n from execution where status = 'success'")
    const found = [...saved, ...ran].sort((a, b) => a - b)
    for (const [at, n] of found.entries()) {
      if (n !== at + 1) throw new Error(`step ${at + 1} is missing or there twice (found ${n})`)
    }
    const misplaced = [...saved.filter(isRun), ...ran.filter((n) => !isRun(n))]
    if (misplaced.length > 0) throw new Error(`step ${misplaced[0]} did something else`)
    await mustHoldTheLast(engine, found.length)
    return found.length
  },
}

function make(engine: Engine, id: string, type: 'lab' | 'library' | 'template', parentId: string | null) {
  const document = type === 'template' ? textTemplate('new') : ({ kind: type } as const)
  const item = { commandId: uuidv7(), id, type, parentId, title: `${type} ${id}`, description: '', document }
  return createEntity(engine, who, item)
}

async function save(engine: Engine, n: number): Promise<void> {
  const head = await getHead(engine, who.workspaceId, templateId(n))
  if (!head) throw new Error(`the template of step ${n} is gone`)
  const { id, rowVersion } = head
  const document = textTemplate(bodyOf(n))
  await saveDocument(engine, who, { commandId: uuidv7(), id, rowVersion, document, message: `step ${n}` })
}

async function run(engine: Engine, n: number): Promise<void> {
  const begun = begunRun({ entityId: templateId(n), model: `step ${n}` })
  const finished = finishedRun(begun.id, { answer: bodyOf(n) })
  await record(engine, who, { commandId: phaseId(begun.id, 'finish'), begun: [begun], finished: [finished] })
}

const numbered = z.object({ n: z.string().regex(/^step \d+$/) })

async function numbersIn(engine: Engine, sql: string): Promise<number[]> {
  const { rows } = await engine.query(sql)
  return rows.map((row) => Number(numbered.parse(row).n.slice('step '.length)))
}

/** The text of each template's newest save; what is older is covered by the checksums of its pages. */
async function mustHoldTheLast(engine: Engine, last: number): Promise<void> {
  for (let n = Math.max(1, last - templates + 1); n <= last; n++) {
    if (isRun(n)) continue
    const head = await getHead(engine, who.workspaceId, templateId(n))
    const document = head?.document
    const text = document?.kind === 'template' ? document.messages[0]?.text : undefined
    if (text !== bodyOf(n)) throw new Error(`step ${n} holds another text`)
  }
}
