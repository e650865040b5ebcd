import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { findDamage } from '../../pglite/amcheck'
import { openPglite } from '../../pglite/engine'
import { type DataModel, DiskModel, type EntryModel, type ImageEntry } from './disk-model'
import { Random } from './random'
import type { Recording } from './recording'

export interface PowerCutOptions {
  readonly recording: Recording
  readonly images: number
  readonly seed: number
  /** The images are shared out among these; default all three. */
  readonly entries?: readonly EntryModel[]
  /** False: the control, in which no fsync reaches the disk. Default true. */
  readonly fsyncsCount?: boolean
  /** Where the images are built, one folder each, removed once checked. */
  readonly folder: string
}

export interface PowerCutReport {
  readonly images: number
  /** One sentence for each image that did not hold, with all that is needed to repeat it. */
  readonly failures: readonly string[]
}

interface Cut {
  readonly name: string
  readonly dataDir: string
  /** Steps acknowledged before the cut, and steps begun. */
  readonly acked: number
  readonly begun: number
}

const dataModels: readonly DataModel[] = ['none', 'random', 'torn', 'newest']
/** Images checked at the same time. */
const atOnce = 2

/**
 * Cuts the power at `images` moments of a recorded run, builds what the disk might hold, opens each and checks that
 * every acknowledged step is there, whole, and that the vault goes on working.
 */
export async function cutPower(options: PowerCutOptions): Promise<PowerCutReport> {
  const { images, entries = ['journal', 'own-entry', 'posix'] } = options
  const failures: string[] = []
  for (const [at, model] of entries.entries()) {
    const share = Math.floor(images / entries.length) + (at < images % entries.length ? 1 : 0)
    const cuts = cutsOf(options, model, share)
    const checker = async () => {
      for (const cut of cuts) {
        const wrong = await check(cut, options.recording)
        if (wrong) failures.push(`${cut.name}: ${wrong}`)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, checker))
  }
  return { images, failures }
}

/** Builds one image after another, each as it is asked for, in one pass through the log. */
function* cutsOf(options: PowerCutOptions, entries: EntryModel, images: number): Generator<Cut> {
  const { recording, seed, folder, fsyncsCount = true } = options
  const random = new Random(seed + entries.length)
  const disk = new DiskModel(recording.base, recording.readBase, { entries, fsyncsCount })
  let applied = 0
  for (const [at, point] of points(recording, images, random).entries()) {
    for (; applied < point; applied++) {
      const event = recording.events[applied]
      if (event) disk.apply(event)
    }
    const data = dataModels[at % dataModels.length] ?? 'none'
    const dataDir = join(folder, `${entries}-${at}`)
    build(dataDir, disk.image(data, random), recording)
    const { acked, begun } = recording.stepsAt(point)
    yield { name: `seed ${seed}, ${entries}, data ${data}, event ${point}`, dataDir, acked, begun }
  }
}

/** A third anywhere, a third near entries and checkpoints, a third just after an acknowledgement; in order. */
function points(recording: Recording, images: number, random: Random): number[] {
  const { events, acks } = recording
  const notable = [...events.keys()].filter((at) => {
    const event = events[at]
    return (
      event?.op === 'rename' ||
      event?.op === 'mknod' ||
      (event?.op === 'fsync' && /pg_control$/.test(event.path))
    )
  })
  const kinds = [
    () => random.below(events.length + 1),
    () => Math.max(0, random.pick(notable) + random.below(5, -2)),
    () => Math.min(events.length, random.pick(acks).event + random.below(3)),
  ]
  const chosen = Array.from({ length: images }, (_, at) => (kinds[at % kinds.length] ?? random.pick(kinds))())
  return chosen.sort((one, other) => one - other)
}

function build(dataDir: string, image: ReadonlyMap<string, ImageEntry>, recording: Recording): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  for (const [path, entry] of image) {
    const target = join(dataDir, path)
    if (entry === 'directory') {
      mkdirSync(target, { recursive: true })
      continue
    }
    mkdirSync(dirname(target), { recursive: true })
    if (entry.content) writeFileSync(target, entry.content)
    else copyFileSync(recording.basePath(entry.file), target)
  }
}

async function check(cut: Cut, { workload }: Recording): Promise<string | undefined> {
  try {
    const engine = await openPglite({ dataDir: cut.dataDir })
    try {
      const found = await workload.verify(engine)
      if (found < cut.acked) return `step ${cut.acked} was acknowledged, only ${found} are there`
      if (found > cut.begun) return `only ${cut.begun} steps were begun, ${found} are there`
      const damage = await engine.superuser(findDamage)
      if (damage.length > 0) return damage.join('; ')
      await workload.step(engine, found + 1)
      await engine.superuser((session) => session.query('checkpoint'))
      return undefined
    } finally {
      await engine.close()
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    await rm(cut.dataDir, { recursive: true, force: true })
  }
}
