import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EntityDocument } from '../../contract/template'
import type { WorkflowDocument } from '../../contract/workflow'
import { documents, node, workflow } from '../../core/workflow/testing'
import { workspaceSetting } from '../pglite/drizzle-client'
import { getHead } from '../queries/head'
import { contextText, textTemplate, twoNodes } from '../testing/documents'
import { brokenRules } from '../testing/invariants'
import { type TestVault, testVault } from '../testing/vault'
import { createEntity } from './create-entity'
import { duplicateItems } from './duplicate'
import { saveDocument } from './save-document'

describe('rows of a workflow', () => {
  let vault: TestVault
  let lab: string
  let template: string
  afterAll(() => vault.close())
  beforeAll(async () => {
    vault = await testVault()
    lab = await create('lab', null, { kind: 'lab' })
    template = await create('template', lab, textTemplate('Hello {{ who }}'))
  })

  async function create(
    type: 'lab' | 'template' | 'context' | 'workflow',
    parentId: string | null,
    document: EntityDocument,
    title = `A ${type}`,
  ): Promise<string> {
    const { engine, who } = vault
    const input = { commandId: uuidv7(), id: uuidv7(), type, parentId, title, description: '', document }
    return (await createEntity(engine, who, input)).id
  }

  async function save(id: string, document: WorkflowDocument): Promise<void> {
    const { engine, who } = vault
    const head = await getHead(engine, who.workspaceId, id)
    await saveDocument(engine, who, { commandId: uuidv7(), id, rowVersion: head?.rowVersion ?? 0, document })
  }

  async function rows(sql: string) {
    const [, result] = await vault.engine.pipeline([workspaceSetting(vault.who.workspaceId), { sql }])
    return result?.rows
  }
  const linksOf = (id: string) =>
    rows(`select type, target_id from relationship where source_id = '${id}' and valid_to is null
            and type in ('uses', 'depends_on') order by type, target_id`)
  const whole = () => brokenRules(vault.engine, vault.who.workspaceId)

  it('stand with the version: nodes, edges, and what is used, until it is used no more', async () => {
    const document = twoNodes(template)
    const id = await create('workflow', lab, document)
    expect(
      await rows(`select type, x, y, template_id from flow_node where workflow_id = '${id}' order by x`),
    ).toEqual([
      { type: 'input', x: 0, y: 0, template_id: null },
      { type: 'template', x: 300, y: 0.5, template_id: template },
    ])
    expect(await linksOf(id)).toEqual([{ type: 'uses', target_id: template }])
    await save(id, { ...document, nodes: document.nodes.slice(0, 1), edges: [] })
    expect(await rows(`select count(*)::int as left from flow_edge where workflow_id = '${id}'`)).toEqual([
      { left: 0 },
    ])
    expect(await linksOf(id)).toEqual([])
    expect(await whole()).toEqual([])
  })

  it('follow any document into any other', async () => {
    const id = await create('workflow', lab, workflow([]))
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        await save(id, document)
        expect(await whole()).toEqual([])
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('name what is missing without a reference, and a context by its slug and by its id once', async () => {
    const tone = await create('context', lab, contextText('Be calm.'), 'Calm tone')
    const gone = uuidv7()
    const id = await create(
      'workflow',
      lab,
      workflow([
        node(1, 'template', { entityId: gone }),
        node(2, 'context', { entityId: tone }),
        node(3, 'text', { text: '{% render "calm-tone" %}' }),
      ]),
    )
    expect(await linksOf(id)).toEqual([{ type: 'depends_on', target_id: tone }])
    expect(
      await rows(`select template_id from flow_node where workflow_id = '${id}' and type = 'template'`),
    ).toEqual([{ template_id: null }])
    expect(await whole()).toEqual([])
  })

  it('are of workflows alone: a document of another kind is refused', async () => {
    await expect(create('workflow', lab, textTemplate('x'))).rejects.toThrow('cannot be made of a template')
  })

  it('come along with copies, several at once', async () => {
    const { engine, who } = vault
    const ids = [
      await create('workflow', lab, twoNodes(template)),
      await create('workflow', lab, twoNodes(template)),
    ]
    const changed = await duplicateItems(engine, who, { commandId: uuidv7(), ids })
    for (const copy of changed) {
      expect(await linksOf(copy.id)).toEqual([{ type: 'uses', target_id: template }])
      expect(
        await rows(`select count(*)::int as nodes from flow_node where workflow_id = '${copy.id}'`),
      ).toEqual([{ nodes: 2 }])
    }
    expect(await whole()).toEqual([])
  })
})
