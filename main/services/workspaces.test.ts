import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eraseWorkspace, listDeletedWorkspaces } from '../../db/erase-workspace'
import { purgeTrash } from '../../db/purge'
import { heads } from '../../db/queries/head'
import { listTrash } from '../../db/queries/trash'
import { record } from '../../db/record'
import { steps, take } from '../../db/testing/commands'
import { rowsOf } from '../../db/testing/databases'
import { textTemplate } from '../../db/testing/documents'
import { brokenRules } from '../../db/testing/invariants'
import { begunRun } from '../../db/testing/runs'
import { testVault, testWorkspace } from '../../db/testing/vault'
import { archiveWorkspace, markWorkspaceDeleted } from '../../db/workspaces'
import { changeItems } from '../../db/write/change-items'
import type { Who } from '../../db/write/command'
import { createEntity } from '../../db/write/create-entity'

describe('what is deleted for good', () => {
  let vault: Awaited<ReturnType<typeof testVault>>
  beforeAll(async () => {
    vault = await testVault()
  })
  afterAll(() => vault?.close())

  const create = (who: Who, parentId: string | null, text: string) =>
    createEntity(vault.engine, who, {
      commandId: uuidv7(),
      id: uuidv7(),
      type: 'template',
      parentId,
      title: text,
      description: '',
      document: textTemplate(text),
    })

  /** All rows of every table that name a workspace, whoever asks. */
  const everything = (workspaceId: string) =>
    vault.engine.superuser(async (session) => {
      const tables = await rowsOf<{ name: string }>(
        session,
        `select c.oid::regclass::text as name from pg_class c join pg_attribute a
            on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
          where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
      )
      const rows: string[] = []
      for (const { name } of tables) {
        const found = await session.query(
          `select t::text as row from ${name} t where workspace_id = $1 order by 1`,
          [workspaceId],
        )
        rows.push(...found.rows.map((row) => `${name} ${JSON.stringify(row)}`))
      }
      return rows
    })

  it('is a whole workspace and not a row of any other, whatever both hold', async () => {
    const { engine } = vault
    const blobsDir = join(vault.dataDir, '..', 'blobs')
    await fc.assert(
      fc.asyncProperty(steps, steps, async (mine, theirs) => {
        const accountId = uuidv7()
        const [gone, kept] = [await testWorkspace(engine, accountId), await testWorkspace(engine, accountId)]
        await take(engine, gone, mine)
        await take(engine, kept, theirs)
        for (const { workspaceId } of [gone, kept]) {
          await mkdir(join(blobsDir, workspaceId), { recursive: true })
          await writeFile(join(blobsDir, workspaceId, 'file'), 'bytes')
        }
        const before = await everything(kept.workspaceId)
        await expect(eraseWorkspace(engine, { workspaceId: gone.workspaceId, blobsDir })).rejects.toThrow(
          'was not deleted',
        )
        await markWorkspaceDeleted(engine, gone, uuidv7())
        await expect(create(gone, null, 'late')).rejects.toThrow('was deleted')
        expect(await listDeletedWorkspaces(engine)).toEqual([gone.workspaceId])
        await eraseWorkspace(engine, { workspaceId: gone.workspaceId, blobsDir })
        expect(await everything(gone.workspaceId)).toEqual([])
        expect(await listDeletedWorkspaces(engine)).toEqual([])
        expect(await everything(kept.workspaceId)).toEqual(before)
        expect(await readdir(blobsDir)).toEqual([kept.workspaceId])
        await markWorkspaceDeleted(engine, kept, uuidv7())
        await eraseWorkspace(engine, { workspaceId: kept.workspaceId, blobsDir })
      }),
      { numRuns: 3, interruptAfterTimeLimit: 40_000 },
    )
  })

  it('is an item of the trash with its versions and bodies; runs and what others wrote stay', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const [old, young, live] = [
      await create(who, null, 'past its days'),
      await create(who, null, 'thrown away today'),
      await create(who, null, 'alive'),
    ]
    const run = begunRun({ entityId: old.id, versionId: old.versionId })
    await record(engine, who, { commandId: uuidv7(), begun: [run] })
    const trash = { commandId: uuidv7(), ids: [old.id, young.id], change: { do: 'trash' as const } }
    await changeItems(engine, who, trash)
    await engine.superuser((session) =>
      session.query(`update entity set deleted_at = deleted_at - interval '31 days' where id = $1`, [old.id]),
    )
    const bodies = async () =>
      (await everything(who.workspaceId)).filter((row) => row.startsWith('content ')).length
    const before = await bodies()
    expect(await purgeTrash(engine, who, 'due')).toBe(1)
    expect(await bodies()).toBe(before - 1)
    expect((await listTrash(engine, who.workspaceId, { limit: 5 })).items.map(({ title }) => title)).toEqual([
      'thrown away today',
    ])
    expect((await everything(who.workspaceId)).some((row) => row.includes(run.id))).toBe(true)
    // What is not in the trash is not purged, whoever names it.
    expect(await purgeTrash(engine, who, { ids: [live.id] })).toBe(0)
    expect(await purgeTrash(engine, who, 'all')).toBe(1)
    expect((await heads(engine, who.workspaceId, undefined)).map(({ id }) => id)).toEqual([live.id])
    expect(await brokenRules(engine, who.workspaceId)).toEqual([])
  })

  it('is nothing of an archived workspace: it is read, and not written in until it is back', async () => {
    const { engine } = vault
    const who = await testWorkspace(engine)
    const { id } = await create(who, null, 'kept')
    await archiveWorkspace(engine, who, { commandId: uuidv7(), archived: true })
    await expect(create(who, null, 'new')).rejects.toThrow('archived')
    await expect(record(engine, who, { commandId: uuidv7(), begun: [begunRun()] })).rejects.toThrow(
      'archived',
    )
    expect((await heads(engine, who.workspaceId, undefined)).map((head) => head.id)).toEqual([id])
    await archiveWorkspace(engine, who, { commandId: uuidv7(), archived: false })
    await create(who, null, 'new')
  })
})
