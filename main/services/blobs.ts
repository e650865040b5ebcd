import { mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import type { FileRef } from '../../contract/file'
import { maxFileBytes } from '../../contract/vocabulary'
import { isTaken, isTextFile } from '../../core/models/abilities'
import { fsyncFolder, writeFileDurably } from '../../db/durable-files'
import { keepBlob } from '../../db/keep/blob'
import { getBlob } from '../../db/queries/blob'
import { sha256 } from '../../db/write/content'
import type { Caller } from '../caller'
import { refused } from '../failure'

/** Pictures and files of a workspace: bytes beside the data directory, named by what they are. */
export class Blobs {
  constructor(private readonly folder: string) {}

  /** The bytes are on the disk before their row is: a row without its file cannot be. @throws REFUSED */
  async put(
    { engine, who }: Caller,
    input: { readonly name: string; readonly mediaType: string; readonly data: Uint8Array },
  ): Promise<FileRef> {
    const { name, mediaType, data } = input
    refuseUseless(name, mediaType, data)
    const hash = sha256(data)
    const place = this.placeOf(who.workspaceId)
    mkdirSync(place, { recursive: true, mode: 0o700 })
    fsyncFolder(this.folder)
    writeFileDurably(join(place, hash), data)
    await keepBlob(engine, who, { commandId: uuidv7(), hash, size: data.byteLength, mediaType })
    return { hash, name, mediaType, size: data.byteLength }
  }

  /** Null where this workspace has no such file, or its bytes are not what they were. */
  async read(
    { engine, who }: Caller,
    hash: string,
  ): Promise<{ readonly mediaType: string; readonly size: number; readonly data: Uint8Array } | null> {
    const row = await getBlob(engine, who.workspaceId, hash)
    if (!row) return null
    const data = await readFile(join(this.placeOf(who.workspaceId), row.hash)).catch(() => null)
    return data && sha256(data) === row.hash ? { mediaType: row.mediaType, size: row.size, data } : null
  }

  private placeOf(workspaceId: string): string {
    return join(this.folder, workspaceId)
  }
}

function refuseUseless(name: string, mediaType: string, data: Uint8Array): void {
  if (data.byteLength === 0) throw refused('empty', `${name} is empty. Choose another file.`)
  if (data.byteLength > maxFileBytes) {
    const megabytes = (data.byteLength / 1024 / 1024).toFixed(1)
    throw refused(
      'too_large',
      `${name} has ${megabytes} MB; at most 10 MB can be attached. Choose a smaller one.`,
    )
  }
  if (!isTaken(mediaType)) {
    throw refused('type', `${name} is of no type that models read. Attach PNG, JPEG, WebP, GIF, PDF or text.`)
  }
  if (!isTextFile(mediaType) && !beginsAs(mediaType, data)) {
    throw refused('type', `${name} is not what its name says (${mediaType}). Save it again, then attach it.`)
  }
}

const beginnings: Readonly<Record<string, string>> = {
  'image/png': '89504e47',
  'image/jpeg': 'ffd8ff',
  'image/gif': '474946',
  'image/webp': '52494646',
  'application/pdf': '25504446',
}

const beginsAs = (mediaType: string, data: Uint8Array): boolean =>
  Buffer.from(data.subarray(0, 8))
    .toString('hex')
    .startsWith(beginnings[mediaType] ?? '')
