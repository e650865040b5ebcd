import { expect, type Locator, type Page } from '@playwright/test'

/** What the tools at the lower edge of the canvas take. */
const toolsHeight = 48

/** A workflow in hand: its canvas and what stands around it. */
export class WorkflowPage {
  constructor(readonly page: Page) {}

  static async shown(page: Page, title: string): Promise<WorkflowPage> {
    const workflow = new WorkflowPage(page)
    await expect(workflow.title).toHaveValue(title)
    await expect(workflow.canvas).toBeVisible()
    return workflow
  }

  get title(): Locator {
    return this.page.getByRole('textbox', { name: 'Title' })
  }

  get canvas(): Locator {
    return this.page.getByRole('application', { name: 'Canvas' })
  }

  /** A node by its name. */
  node(name: string): Locator {
    const named = this.page.locator('.flow-name', { hasText: new RegExp(`^${name}$`) })
    return this.canvas.locator('.react-flow__node').filter({ has: named })
  }

  get edges(): Locator {
    return this.canvas.locator('.react-flow__edge')
  }

  /** A port of a node, at its left (`in`) or right (`out`). */
  port(node: string, name: string, way: 'in' | 'out'): Locator {
    const side = way === 'in' ? 'target' : 'source'
    return this.node(node).locator(`.react-flow__handle.${side}[data-handleid="${name}"]`)
  }

  kind(name: string): Locator {
    return this.page
      .getByRole('region', { name: 'Kinds of nodes' })
      .getByRole('button', { name, exact: true })
  }

  /** Moves the pointer from one place to another with the button down, and leaves it down. */
  async pull(from: Locator, to: Locator | { readonly x: number; readonly y: number }): Promise<void> {
    const start = await middleOf(from)
    const end = 'x' in to ? to : await middleOf(to)
    await this.page.mouse.move(start.x, start.y)
    await this.page.mouse.down()
    await this.page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
    await this.page.mouse.move(end.x, end.y, { steps: 4 })
  }

  async drag(from: Locator, to: Locator | { readonly x: number; readonly y: number }): Promise<void> {
    await this.pull(from, to)
    await this.page.mouse.up()
  }

  /** Takes the keyboard to the canvas, with nothing chosen. */
  async focus(): Promise<void> {
    await this.canvas.focus()
  }

  /** The whole node lies on the canvas, above its tools. */
  async expectInSight(name: string): Promise<void> {
    await expect(async () => {
      const [surface, box] = [await this.canvas.boundingBox(), await this.node(name).boundingBox()]
      if (!surface || !box) throw new Error('It is not on the screen.')
      expect(box.x).toBeGreaterThanOrEqual(surface.x)
      expect(box.x + box.width).toBeLessThanOrEqual(surface.x + surface.width)
      expect(box.y).toBeGreaterThanOrEqual(surface.y)
      expect(box.y + box.height).toBeLessThanOrEqual(surface.y + surface.height - toolsHeight)
    }).toPass({ timeout: 15_000 })
  }

  async save(): Promise<void> {
    await this.page.getByRole('button', { name: 'Save version' }).click()
  }

  async expectVersion(number: number): Promise<void> {
    await expect(this.page.getByText(`Version ${number}`, { exact: true })).toBeVisible()
  }

  async expectSize(nodes: number, edges: number): Promise<void> {
    const words = `${nodes} node${nodes === 1 ? '' : 's'}, ${edges} edge${edges === 1 ? '' : 's'}`
    await expect(this.page.getByRole('contentinfo')).toContainText(words)
  }
}

export async function middleOf(what: Locator): Promise<{ x: number; y: number }> {
  const box = await what.boundingBox()
  if (!box) throw new Error('It is not on the screen.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
