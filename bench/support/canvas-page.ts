import type { Page } from 'playwright'

/** Frames of an interaction, in milliseconds each. */
export async function framesOf(page: Page, act: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const seen = { frames: [] as number[], on: true }
    Reflect.set(window, 'seen', seen)
    let last = performance.now()
    const next = (now: number) => {
      seen.frames.push(now - last)
      last = now
      if (seen.on) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  await act()
  return page.evaluate(() => {
    const seen: { frames: number[]; on: boolean } = Reflect.get(window, 'seen')
    seen.on = false
    return seen.frames.slice(1)
  })
}

const middle = { x: 1_000, y: 500 }

export async function pan(page: Page): Promise<void> {
  await page.mouse.move(middle.x, middle.y)
  for (let step = 0; step < 80; step += 1) {
    await page.mouse.wheel(step < 40 ? 24 : -24, step % 20 < 10 ? 12 : -12)
  }
}

export async function zoom(page: Page): Promise<void> {
  await page.mouse.move(middle.x, middle.y)
  await page.keyboard.down('Control')
  for (let step = 0; step < 60; step += 1) await page.mouse.wheel(0, step < 30 ? -12 : 12)
  await page.keyboard.up('Control')
}

/** Drags the node that lies nearest to the middle of the window, there and back. */
export async function drag(page: Page): Promise<void> {
  const at = await page.evaluate(({ x, y }) => {
    const boxes = [...document.querySelectorAll('.react-flow__node')].map((node) =>
      node.getBoundingClientRect(),
    )
    const far = (box: DOMRect) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y)
    const [box] = boxes.sort((a, b) => far(a) - far(b))
    return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : { x, y }
  }, middle)
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  for (let step = 0; step < 60; step += 1) {
    const by = step < 30 ? step : 60 - step
    await page.mouse.move(at.x + by * 5, at.y + by * 3)
  }
  await page.mouse.up()
}

/** From now until as many nodes and edges are drawn, and the frame after that was handed on. */
export async function opened(
  page: Page,
  drawn: { readonly nodes: number; readonly edges: number },
  begin: () => Promise<void>,
): Promise<number> {
  await page.evaluate(({ nodes, edges }) => {
    const seen = { from: 0, took: null as number | null }
    Reflect.set(window, 'opening', seen)
    const started = (event: Event) => {
      seen.from = event.timeStamp
    }
    window.addEventListener('dblclick', started, { capture: true, once: true })
    window.addEventListener('click', started, { capture: true, once: true })
    const look = () => {
      const there =
        document.querySelectorAll('.react-flow__node').length >= nodes &&
        document.querySelectorAll('.react-flow__edge-path, .flow-edge').length >= edges
      if (!there) return requestAnimationFrame(look)
      return requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => {
          seen.took = performance.now() - seen.from
        }
        port2.postMessage(null)
      })
    }
    requestAnimationFrame(look)
  }, drawn)
  await begin()
  const took = await page.waitForFunction(() => Reflect.get(window, 'opening').took, null, {
    timeout: 120_000,
  })
  return Number(await took.jsonValue())
}
