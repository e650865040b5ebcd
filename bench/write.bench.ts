import { note, noteMachine, quantile, refuseUnlessDisk, report } from './report'
import { workFolder } from './support/vault'
import { pgliteSide, postgresSide, type Side } from './support/write-sides'

const templates = 2_000
const warmUp = 150
const saves = 1_000
const inARow = 25

interface Measured {
  readonly side: Side
  readonly took: number[]
}

/**
 * A few saves here, a few saves there, so that whatever else the machine does falls on both alike, while neither finds
 * the processor's caches full of the other's.
 */
async function interleaved(sides: readonly Side[], count: number): Promise<Measured[]> {
  const measured = sides.map((side) => ({ side, took: [] as number[] }))
  for (let round = 0; round < count / inARow; round += 1) {
    // Who goes second may find a warmer processor: they take turns.
    const order = round % 2 === 0 ? measured : [...measured].reverse()
    for (const { side, took } of order) {
      for (let n = 0; n < inARow; n += 1) took.push(await side.save())
    }
  }
  return measured
}

function growth(before: Map<string, number>, after: Map<string, number>) {
  return [...after]
    .map(([name, bytes]) => ({ name, bytes: (bytes - (before.get(name) ?? 0)) / saves }))
    .filter(({ bytes }) => bytes > 0)
    .sort((a, b) => b.bytes - a.bytes)
}

const folder = workFolder('write')
refuseUnlessDisk(folder)
noteMachine(folder)
const pglite = await pgliteSide(folder, templates)
const postgres = await postgresSide(folder, templates)
const sides = [pglite, postgres]
note(
  `${templates} templates in each of PGlite (PostgreSQL ${pglite.version}) and PostgreSQL ${postgres.version}`,
)

await interleaved(sides, warmUp)
const synced = await Promise.all(sides.map((side) => side.fsyncs()))
const sizes = await pglite.sizes()
const [ours, theirs] = await interleaved(sides, saves)
if (!ours || !theirs) throw new Error('Both sides have to be measured.')
const flushes = await Promise.all(sides.map((side) => side.fsyncs()))
const grown = growth(sizes, await pglite.sizes())
for (const side of sides) await side.close()

const p50 = { ours: quantile(ours.took, 0.5), theirs: quantile(theirs.took, 0.5) }
const perSave = (index: number) => ((flushes[index] ?? 0) - (synced[index] ?? 0)) / saves
const ok = report('write', [
  { metric: 'ratio_p50', value: p50.ours / p50.theirs, unit: '', target: { most: 1.8 } },
  { metric: 'p50_ms', value: p50.ours, unit: 'ms', target: { most: 6 } },
  { metric: 'p95_ms', value: quantile(ours.took, 0.95), unit: 'ms', target: { most: 15 } },
  { metric: 'postgres_p50_ms', value: p50.theirs, unit: 'ms' },
  { metric: 'postgres_p95_ms', value: quantile(theirs.took, 0.95), unit: 'ms' },
  { metric: 'fsyncs_per_save', value: perSave(0), unit: '', target: { least: 1 } },
  { metric: 'postgres_fsyncs_per_save', value: perSave(1), unit: '', target: { least: 1 } },
  { metric: 'bytes_per_save', value: grown.reduce((sum, { bytes }) => sum + bytes, 0), unit: 'B' },
  ...grown.map(({ name, bytes }) => ({ metric: `bytes_per_save.${name}`, value: bytes, unit: 'B' })),
])
process.exit(ok ? 0 : 1)
