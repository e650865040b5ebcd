import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { build } from 'vite'
import type { WorkflowDocument } from '../../contract/workflow'

export interface BareCanvas {
  readonly address: string
  stop(): void
}

/** The page: React Flow as its own first example has it, with its default nodes and styles, and nothing beside. */
const source = `
import { createElement as h, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { ReactFlow, useEdgesState, useNodesState } from '@xyflow/react'
import '@xyflow/react/dist/style.css'

const names = await (await fetch('/graphs')).json()

function Canvas({ graph }) {
  const [nodes, , onNodesChange] = useNodesState(graph.nodes)
  const [edges, , onEdgesChange] = useEdgesState(graph.edges)
  return h(ReactFlow, {
    nodes, edges, onNodesChange, onEdgesChange, fitView: true, minZoom: 0.05, panOnScroll: true,
    panOnDrag: [1, 2], onlyRenderVisibleElements: location.hash === '#culled',
    proOptions: { hideAttribution: true },
  })
}

function App() {
  const [graph, setGraph] = useState(null)
  const open = async (name) => setGraph(await (await fetch('/graphs/' + name)).json())
  return h('div', { style: { height: '100vh' } }, graph
    ? h(Canvas, { graph, key: graph.name })
    : names.map((name) => h('button', { key: name, onClick: () => open(name) }, name)),
    h('button', { onClick: () => setGraph(null), style: { position: 'fixed', top: 0 } }, 'Back'))
}
createRoot(document.getElementById('root')).render(h(App))
`

/** Serves a bare React Flow page that opens graphs by name: the same nodes in the same places, built as a product is. */
export async function startBareCanvas(graphs: ReadonlyMap<string, WorkflowDocument>): Promise<BareCanvas> {
  const root = mkdtempSync(join(tmpdir(), 'bare-canvas-'))
  const entry = join(process.cwd(), 'out/bench-bare.js')
  writeFileSync(entry, source)
  writeFileSync(join(root, 'index.html'), '<!doctype html><div id="root"></div>')
  await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir: root,
      emptyOutDir: false,
      minify: true,
      lib: { entry, formats: ['es'], fileName: () => 'page.js', cssFileName: 'page' },
    },
  })
  writeFileSync(
    join(root, 'index.html'),
    '<!doctype html><link rel="stylesheet" href="/page.css"><style>body{margin:0}</style><div id="root"></div><script type="module" src="/page.js"></script>',
  )
  const kept = new Map([
    ['/graphs', JSON.stringify([...graphs.keys()])],
    ...[...graphs].map(
      ([name, document]) => [`/graphs/${name}`, JSON.stringify({ name, ...plain(document) })] as const,
    ),
  ])
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.json': 'application/json',
  }
  const server = createServer(({ url = '/' }, answer) => {
    const graph = kept.get(decodeURI(url))
    if (graph !== undefined) {
      answer.setHeader('content-type', 'application/json')
      answer.end(graph)
      return
    }
    const file = join(root, url === '/' ? 'index.html' : url)
    answer.setHeader('content-type', types[extname(file)] ?? 'text/plain')
    try {
      answer.end(readFileSync(file))
    } catch {
      answer.writeHead(404).end()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port }: AddressInfo = Object.assign({ port: 0, family: '', address: '' }, server.address())
  return {
    address: `http://127.0.0.1:${port}/`,
    stop: () => {
      server.closeAllConnections()
      server.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

const plain = ({ nodes, edges }: WorkflowDocument) => ({
  nodes: nodes.map(({ id, label, x, y }) => ({ id, position: { x, y }, data: { label } })),
  edges: edges.map(({ id, source, target }) => ({ id, source, target })),
})
