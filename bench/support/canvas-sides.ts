import type { BrowserContext, Page } from 'playwright'
import { uuidv7 } from 'uuidv7'
import type { WorkflowDocument } from '../../contract/workflow'
import { besideTheVault } from './beside'
import { opened } from './canvas-page'

/** `full`: far out too, nodes are drawn whole. `culled`: React Flow leaves out what is not in view. */
export type Mode = 'usual' | 'full' | 'culled'

/** A page with graphs to open by name; the canvas itself has been on it before, as in a window that is used. */
export interface Side {
  open(graph: string): Promise<{ readonly page: Page; readonly took: number }>
}

type Graphs = ReadonlyMap<string, WorkflowDocument>

/** Writes the graphs into the library of a studio, in its first lab. */
export async function storeGraphs(data: string, graphs: Graphs): Promise<void> {
  const { client, close } = await besideTheVault(data)
  const parentId = (await client.entity.places()).find(({ type }) => type === 'lab')?.id ?? null
  for (const [title, document] of graphs) {
    const ids = { commandId: uuidv7(), id: uuidv7() }
    await client.entity.create({ ...ids, type: 'workflow', parentId, title, document })
  }
  close()
}

const sizeOf = ({ nodes, edges }: WorkflowDocument) => ({ nodes: nodes.length, edges: edges.length })

function graphOf(graphs: Graphs, name: string): WorkflowDocument {
  const graph = graphs.get(name)
  if (!graph) throw new Error(`There is no graph "${name}".`)
  return graph
}

/** The studio, which this context has entered. */
export function ours(on: BrowserContext, origin: string, graphs: Graphs, warm: string, mode: Mode): Side {
  return {
    async open(name) {
      const page = await on.newPage()
      if (mode === 'culled') await onlyInView(page)
      await page.goto(`${origin}/`)
      const library = page.getByRole('navigation', { name: 'Studio' }).getByRole('link', { name: 'Library' })
      const rowOf = (title: string) => page.getByRole('row', { name: title, exact: true })
      await library.click()
      await rowOf(warm).dblclick()
      await page.getByRole('application', { name: 'Canvas' }).waitFor()
      if (mode === 'full') await withoutSemanticZoom(page)
      await library.click()
      await rowOf(name).waitFor()
      const seen = mode === 'culled' ? { nodes: 1, edges: 0 } : sizeOf(graphOf(graphs, name))
      return { page, took: await opened(page, seen, () => rowOf(name).dblclick()) }
    },
  }
}

export function bare(
  on: BrowserContext,
  address: string,
  graphs: Graphs,
  warm: string,
  isCulled: boolean,
): Side {
  return {
    async open(name) {
      const page = await on.newPage()
      await page.goto(isCulled ? `${address}#culled` : address)
      await page.getByRole('button', { name: warm }).click()
      await page.locator('.react-flow__node').first().waitFor()
      await page.getByRole('button', { name: 'Back' }).click()
      const button = page.getByRole('button', { name, exact: true })
      const seen = isCulled ? { nodes: 1, edges: 0 } : sizeOf(graphOf(graphs, name))
      return { page, took: await opened(page, seen, () => button.click()) }
    },
  }
}

/** The product does not cull: its canvas is given React Flow's switch for it while it is fetched. */
async function onlyInView(page: Page): Promise<void> {
  const prop = 'proOptions:{hideAttribution:!0}'
  await page.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const response = await route.fetch()
    const text = await response.text()
    await route.fulfill({ response, body: text.replaceAll(prop, `${prop},onlyRenderVisibleElements:!0`) })
  })
}

/** Takes the rules out that make less of a node far out. */
const withoutSemanticZoom = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const clear = (rules: CSSRuleList, remove: (at: number) => void) => {
      for (let at = rules.length - 1; at >= 0; at -= 1) {
        const rule = rules[at]
        if (rule instanceof CSSStyleRule && rule.selectorText.includes('[data-zoom')) remove(at)
        else if (rule instanceof CSSGroupingRule) clear(rule.cssRules, (inner) => rule.deleteRule(inner))
      }
    }
    for (const sheet of document.styleSheets) clear(sheet.cssRules, (at) => sheet.deleteRule(at))
  })

/** From a key in the field of a node's name to the frame that shows it on the canvas, in milliseconds each. */
export async function typeLabel(page: Page, keys: number): Promise<number[]> {
  await page.getByRole('application', { name: 'Canvas' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await page.evaluate(() => {
    const seen = { from: 0, took: [] as number[] }
    Reflect.set(window, 'typing', seen)
    // Of keys that are shown together the oldest one counts.
    const pressed = ({ timeStamp }: Event) => {
      seen.from ||= timeStamp
    }
    window.addEventListener('keydown', pressed, { capture: true })
    const surface = document.querySelector('.react-flow__nodes')
    if (!surface) throw new Error('There is no canvas.')
    new MutationObserver(() => {
      if (seen.from === 0) return
      const { from } = seen
      seen.from = 0
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => seen.took.push(performance.now() - from)
        port2.postMessage(null)
      })
    }).observe(surface, { subtree: true, characterData: true, childList: true })
  })
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press('abcdefghij'[key % 10] ?? 'a')
    await page.waitForTimeout(60)
  }
  const took: number[] = await page.evaluate(() => Reflect.get(window, 'typing').took)
  if (took.length < keys / 2) throw new Error(`Of ${keys} keys ${took.length} reached the canvas.`)
  return took
}
