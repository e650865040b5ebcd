import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { note } from '../report'
import type { Shape } from './graphs'
import { workFolder } from './vault'

const version = '1.19.1'

interface Rivet {
  readonly runGraph: (project: unknown, options: object) => Promise<Record<string, { value: unknown }>>
}

/** The peer is no dependency of the product: it is fetched for the bench, once. */
function rivet(): Rivet {
  const folder = resolve(workFolder('peers'))
  const installed = join(folder, 'node_modules/@ironclad/rivet-node/package.json')
  if (!existsSync(installed)) {
    note(`fetching @ironclad/rivet-node ${version}, once`)
    const options = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts']
    execFileSync('npm', ['install', ...options, `@ironclad/rivet-node@${version}`], { stdio: 'ignore' })
  }
  return createRequire(installed)('@ironclad/rivet-node')
}

/** Rivet fills in whole texts; only the first port is said, so that texts do not grow along the graph. */
const rivetText = (at: number, ports: number): string => (ports === 0 ? `Node ${at}` : `Node ${at} {{a}}`)

/** Runs the same nodes in Rivet's own engine, in this process, without any trace. */
export function rivetSide(shape: Shape): () => Promise<number> {
  const { runGraph } = rivet()
  const nodes = shape.before.map((from, at) => ({
    id: `n${at}`,
    type: 'text',
    title: 'Text',
    visualData: { x: 0, y: 0, width: 300 },
    data: { text: rivetText(at, from.length) },
  }))
  const connections = shape.before.flatMap((from, at) =>
    from.map((source, index) => ({
      outputNodeId: `n${source}`,
      outputId: 'output',
      inputNodeId: `n${at}`,
      inputId: 'ab'[index],
    })),
  )
  const graph = { metadata: { id: 'g', name: 'g', description: '' }, nodes, connections }
  const project = {
    metadata: { id: 'p', title: 'p', description: '', mainGraphId: 'g' },
    graphs: { g: graph },
    plugins: [],
  }
  return async () => {
    const began = performance.now()
    await runGraph(project, { graph: 'g', openAiKey: 'none' })
    return performance.now() - began
  }
}
