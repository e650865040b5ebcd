import type { LoggedEvent } from './disk-log'
import type { Random } from './random'

/**
 * How directory entries survive a power cut.
 * - journal: in order; any fsync brings all entries before it to the disk (ext4, XFS, NTFS, APFS).
 * - own-entry: an fsync brings the entries of that one file (btrfs, F2FS).
 * - posix: an entry lives only after an fsync of its directory.
 */
export type EntryModel = 'journal' | 'own-entry' | 'posix'

/** What the disk keeps of data not yet flushed: nothing, some writes, some sectors of them, the newest write only. */
export type DataModel = 'none' | 'random' | 'torn' | 'newest'

export interface DiskOptions {
  readonly entries: EntryModel
  /** False: no fsync reaches the disk, as with stock PGlite. The simulator must then find losses. */
  readonly fsyncsCount: boolean
}

type EntryEvent = Extract<LoggedEvent, { path: string }> & {
  op: 'mknod' | 'mkdir' | 'rename' | 'unlink' | 'rmdir'
}
type DataEvent = Extract<LoggedEvent, { op: 'write' | 'truncate' }>

interface EntryChange {
  readonly event: EntryEvent
  durable: boolean
}

interface FileState {
  /** As of its last fsync. */
  flushed: Buffer
  pending: DataEvent[]
}

const sector = 512

/** What a path of the image holds. A file without content is the base's own, untouched. */
export type ImageEntry = 'directory' | { readonly file: number; readonly content?: Buffer }

/**
 * A disk that is fed the log of a run and tells, at any moment, what a power cut might leave of it. The base are the
 * entries of before, all flushed.
 */
export class DiskModel {
  readonly #options: DiskOptions
  readonly #base: ReadonlyMap<string, number | 'directory'>
  readonly #readBase: (file: number) => Buffer
  readonly #files = new Map<number, FileState>()
  #changes: EntryChange[] = []

  constructor(
    base: ReadonlyMap<string, number | 'directory'>,
    readBase: (file: number) => Buffer,
    options: DiskOptions,
  ) {
    this.#base = base
    this.#readBase = readBase
    this.#options = options
  }

  apply(event: LoggedEvent): void {
    switch (event.op) {
      case 'write':
      case 'truncate':
        this.#fileOf(event.file).pending.push(event)
        break
      case 'fsync':
        if (this.#options.fsyncsCount) this.#flush(event)
        break
      default:
        this.#changes.push({ event, durable: false })
        // An inode number may come back for a new file.
        if (event.op === 'mknod') this.#files.set(event.file, { flushed: Buffer.alloc(0), pending: [] })
    }
  }

  /** One directory tree a power cut at this moment might leave. Changes nothing here. */
  image(data: DataModel, random: Random): Map<string, ImageEntry> {
    const entries = new Map(this.#base)
    for (const change of this.#surviving(data, random)) replay(entries, change.event)
    const image = new Map<string, ImageEntry>()
    for (const [path, entry] of entries) {
      image.set(path, entry === 'directory' ? entry : this.#fileIn(entry, data, random))
    }
    return image
  }

  #fileOf(file: number): FileState {
    let state = this.#files.get(file)
    if (!state) {
      state = { flushed: this.#readBase(file), pending: [] }
      this.#files.set(file, state)
    }
    return state
  }

  #flush(event: LoggedEvent & { op: 'fsync' }): void {
    if (!event.directory) {
      const state = this.#fileOf(event.file)
      state.flushed = state.pending.reduce(applied, state.flushed)
      state.pending = []
    }
    if (event.dataOnly) return
    for (const change of this.#changes) change.durable ||= this.#reaches(event, change.event)
  }

  #reaches(fsync: LoggedEvent & { op: 'fsync' }, entry: EntryEvent): boolean {
    if (this.#options.entries === 'journal') return true
    if (fsync.directory) return fsync.path === parentOf(entry.op === 'rename' ? entry.to : entry.path)
    return this.#options.entries === 'own-entry' && fsync.file === entry.file
  }

  /** A journal keeps a beginning of what is open; elsewhere each directory keeps a beginning of its own. */
  #surviving(data: DataModel, random: Random): EntryChange[] {
    const cuts = new Map<string, boolean>()
    return this.#changes.filter((change) => {
      if (change.durable) return true
      const journal = this.#options.entries === 'journal' ? '' : parentOf(change.event.path)
      const ended = cuts.get(journal) ?? data === 'none'
      const kept = !ended && random.chance(0.8)
      cuts.set(journal, !kept)
      return kept
    })
  }

  #fileIn(file: number, data: DataModel, random: Random): ImageEntry {
    const state = this.#files.get(file)
    if (!state) return { file }
    const kept = survivingWrites(state.pending, data, random)
    return { file, content: kept.reduce(applied, Buffer.from(state.flushed)) }
  }
}

function survivingWrites(pending: readonly DataEvent[], data: DataModel, random: Random): DataEvent[] {
  switch (data) {
    case 'none':
      return []
    case 'random':
      return pending.filter(() => random.chance(0.5))
    case 'newest':
      return pending.slice(-1)
    case 'torn':
      return pending.filter(() => random.chance(0.7)).flatMap((event) => torn(event, random))
  }
}

/** Disks write whole sectors: some of a write's sectors are there, others are not. */
function torn(event: DataEvent, random: Random): DataEvent[] {
  if (event.op === 'truncate') return [event]
  const sectors: DataEvent[] = []
  for (let at = 0; at < event.data.length; at += sector) {
    if (random.chance(0.5)) continue
    sectors.push({ ...event, position: event.position + at, data: event.data.subarray(at, at + sector) })
  }
  return sectors
}

/** May write into the buffer it is given. */
function applied(content: Buffer, event: DataEvent): Buffer {
  if (event.op === 'truncate') return resized(content, event.size)
  const end = event.position + event.data.length
  const grown = end > content.length ? resized(content, end) : content
  grown.set(event.data, event.position)
  return grown
}

function resized(content: Buffer, size: number): Buffer {
  if (size <= content.length) return content.subarray(0, size)
  const grown = Buffer.alloc(size)
  content.copy(grown)
  return grown
}

function replay(entries: Map<string, number | 'directory'>, event: EntryEvent): void {
  const target = event.op === 'rename' ? event.to : event.path
  // Its directory did not survive, so neither did it.
  if (parentOf(target) !== '' && entries.get(parentOf(target)) !== 'directory') return
  if (event.op === 'mknod') entries.set(event.path, event.file)
  else if (event.op === 'mkdir') entries.set(event.path, 'directory')
  else if (event.op === 'rename') move(entries, event.path, event.to, event.file)
  else if (event.op === 'unlink') {
    if (entries.get(event.path) === event.file) entries.delete(event.path)
  } else entries.delete(event.path)
}

function move(entries: Map<string, number | 'directory'>, from: string, to: string, file: number): void {
  if (entries.get(from) === 'directory') {
    for (const [path, entry] of [...entries]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue
      entries.delete(path)
      entries.set(to + path.slice(from.length), entry)
    }
    return
  }
  if (entries.get(from) === file) entries.delete(from)
  // The rename is durable even where the creation under the old name is not: the new entry names the file itself.
  entries.set(to, file)
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}
