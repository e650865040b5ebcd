import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'

/** One way to harm a data directory. `relation` answers the file of a table, index or TOAST table by its name. */
export interface Damage {
  readonly name: string
  harm(dataDir: string, files: RelationFiles): void
}

/** Paths below the data directory, as pg_relation_filepath gave them before the damage. */
export interface RelationFiles {
  readonly heap: string
  readonly index: string
  readonly toast: string
}

const gone = (path: string): Damage => ({
  name: `${path} is gone`,
  harm: (dataDir) => rmSync(join(dataDir, path), { recursive: true }),
})

const cut = (path: string, bytes: number): Damage => ({
  name: `${path} is cut to ${bytes} bytes`,
  harm: (dataDir) => truncateSync(join(dataDir, path), bytes),
})

const flip = (what: keyof RelationFiles, block: number, offset: number): Damage => ({
  name: `byte ${offset} of page ${block} of the ${what} is flipped`,
  harm: (dataDir, files) => flipByte(join(dataDir, files[what]), block * 8192 + offset),
})

const cutRelation = (what: keyof RelationFiles, pages: number): Damage => ({
  name: `the ${what} is cut to ${pages} pages`,
  harm: (dataDir, files) => truncateSync(join(dataDir, files[what]), pages * 8192),
})

const goneRelation = (what: keyof RelationFiles): Damage => ({
  name: `the ${what} is gone`,
  harm: (dataDir, files) => rmSync(join(dataDir, files[what])),
})

const overwritten = (path: string, text: string): Damage => ({
  name: `${path} holds something else`,
  harm: (dataDir) => writeFileSync(join(dataDir, path), text),
})

const walGone: Damage = {
  name: 'the write-ahead log is gone',
  harm: (dataDir) => eachWalFile(dataDir, (file) => rmSync(file)),
}

const walCut: Damage = {
  name: 'the write-ahead log is cut',
  harm: (dataDir) => eachWalFile(dataDir, (file) => truncateSync(file, 4096)),
}

const walZeroed: Damage = {
  name: 'the write-ahead log is zeroed',
  harm: (dataDir) => eachWalFile(dataDir, (file) => writeFileSync(file, Buffer.alloc(statSync(file).size))),
}

const emptied: Damage = {
  name: 'the folder is empty',
  harm: (dataDir) => {
    for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true })
  },
}

const foreign: Damage = {
  name: 'the folder holds the files of somebody else',
  harm: (dataDir) => {
    emptied.harm(dataDir, { heap: '', index: '', toast: '' })
    mkdirSync(join(dataDir, 'photos'))
    writeFileSync(join(dataDir, 'photos/beach.jpg'), 'x')
  },
}

/** One of each kind: what `npm test` tries. */
export const damagesOfEachKind: readonly Damage[] = [
  gone('global/pg_control'),
  gone('PG_VERSION'),
  walGone,
  gone('base/5'),
  flip('heap', 0, 5_000),
  flip('index', 0, 100),
  flip('toast', 0, 4_000),
  emptied,
  foreign,
]

/** All of them. */
export const damages: readonly Damage[] = [
  ...damagesOfEachKind,
  ...[
    'base',
    'global',
    'pg_wal',
    'pg_xact',
    'postgresql.conf',
    'base/5/PG_VERSION',
    'base/5/pg_filenode.map',
  ].map(gone),
  gone('global/pg_filenode.map'),
  gone('pg_xact/0000'),
  ...[
    'global/pg_control',
    'PG_VERSION',
    'base/5/pg_filenode.map',
    'global/pg_filenode.map',
    'pg_xact/0000',
  ].flatMap((path) => [cut(path, 0), overwritten(path, 'nonsense')]),
  cut('global/pg_control', 100),
  walCut,
  walZeroed,
  ...(['heap', 'index', 'toast'] as const).flatMap((what) => [
    goneRelation(what),
    cutRelation(what, 0),
    ...[0, 12, 20, 500, 1_000, 3_000, 6_000, 8_100].map((offset) => flip(what, 0, offset)),
  ]),
]

function eachWalFile(dataDir: string, act: (file: string) => void): void {
  const folder = join(dataDir, 'pg_wal')
  for (const name of readdirSync(folder)) if (/^[0-9A-F]{24}$/.test(name)) act(join(folder, name))
}

/** Turns every bit of one byte. */
export function flipByte(file: string, position: number): void {
  const fd = openSync(file, 'r+')
  try {
    const byte = Buffer.alloc(1)
    readSync(fd, byte, 0, 1, position)
    byte[0] = ~(byte[0] ?? 0) & 0xff
    writeSync(fd, byte, 0, 1, position)
  } finally {
    closeSync(fd)
  }
}
