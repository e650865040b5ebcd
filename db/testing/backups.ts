import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { uuidv7 } from 'uuidv7'
import type { TakeOptions } from '../backup/take'
import type { Engine } from '../engine'
import { openVault, type Vault } from '../open'
import { type VaultPaths, vaultPaths } from '../vault-paths'
import type { Who } from '../write/command'
import { createEntity } from '../write/create-entity'
import { saveDocument } from '../write/save-document'
import { memoryFolder } from './crash/fresh-vault'
import { textTemplate } from './documents'
import { testWorkspace } from './vault'

export const appVersion = '0.1.0'

/** A folder for `--data` of its own, in memory: a few thousand flushes would be waited for. Remove it afterwards. */
export async function dataFolder(): Promise<{ data: string; paths: VaultPaths; remove(): Promise<void> }> {
  const data = await memoryFolder()
  const paths = vaultPaths(data)
  mkdirSync(paths.folder, { recursive: true })
  return { data, paths, remove: () => rm(data, { recursive: true, force: true }) }
}

export const openTestVault = (paths: VaultPaths): Promise<Vault> => openVault({ paths, appVersion })

export function takeOf(vault: Vault, more: Partial<TakeOptions> = {}): TakeOptions {
  const { engine, maintenance, paths } = vault
  return { engine, maintenance, paths, appVersion, reason: 'asked', ...more }
}

/** A workspace with one template that can be saved again and again. */
export interface Author {
  readonly who: Who
  /** Saves version `n` (2, 3, …); resolves when it is acknowledged. */
  save(n: number): Promise<void>
}

export async function newAuthor(engine: Engine): Promise<Author> {
  const who = await testWorkspace(engine)
  const make = (type: 'lab' | 'library' | 'template', parentId: string | null) => {
    const document = type === 'template' ? textTemplate('1') : ({ kind: type } as const)
    const commandId = uuidv7()
    return createEntity(engine, who, {
      commandId,
      id: uuidv7(),
      type,
      parentId,
      title: type,
      description: '',
      document,
    })
  }
  const library = await make('library', (await make('lab', null)).id)
  const template = await make('template', library.id)
  let { rowVersion } = template
  return {
    who,
    async save(n) {
      const document = textTemplate(bodyOf(n))
      const saved = await saveDocument(engine, who, {
        commandId: uuidv7(),
        id: template.id,
        rowVersion,
        document,
      })
      rowVersion = saved.rowVersion
    },
  }
}

/** Some fit a page, some go to TOAST in several chunks. */
export function bodyOf(n: number): string {
  return Array.from(
    { length: n % 5 === 0 ? 2_000 : 60 },
    (_, at) => `${n}x${(n * 7_919 + at * 104_729) % 99_991}`,
  ).join(' ')
}
