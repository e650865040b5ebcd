import type { Page } from 'playwright'

/** Milliseconds from frame to frame while something is done. */
async function framesOf(page: Page, act: (on: Page) => Promise<void>): Promise<number[]> {
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
  await act(page)
  return page.evaluate(() => {
    const seen: { frames: number[]; on: boolean } = Reflect.get(window, 'seen')
    seen.on = false
    return seen.frames.slice(1)
  })
}

const middle = { x: 1_000, y: 500 }

async function pan(page: Page): Promise<void> {
  await page.mouse.move(middle.x, middle.y)
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.wheel(step < 20 ? 24 : -24, step % 20 < 10 ? 12 : -12)
  }
}

async function zoom(page: Page): Promise<void> {
  await page.mouse.move(middle.x, middle.y)
  await page.keyboard.down('Control')
  for (let step = 0; step < 40; step += 1) await page.mouse.wheel(0, step < 20 ? -12 : 12)
  await page.keyboard.up('Control')
}

/** Drags the node that lies nearest to the middle of the window, there and back. */
async function drag(page: Page): Promise<void> {
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
  for (let step = 0; step < 40; step += 1) {
    const by = step < 20 ? step : 40 - step
    await page.mouse.move(at.x + by * 5, at.y + by * 3)
  }
  await page.mouse.up()
}

const gestures = { pan, drag, zoom } as const
export type Gesture = keyof typeof gestures
export type Frames = Readonly<Record<Gesture, readonly number[]>>

export async function moved(page: Page): Promise<Frames> {
  return {
    pan: await framesOf(page, gestures.pan),
    drag: await framesOf(page, gestures.drag),
    zoom: await framesOf(page, gestures.zoom),
  }
}

/** Goes nearer until so many nodes are in the window at most; answers how many are. */
export async function goNear(page: Page, most: number): Promise<number> {
  await page.mouse.move(middle.x, middle.y)
  await page.keyboard.down('Control')
  let seen = await inView(page)
  for (let step = 0; step < 60 && seen > most; step += 1) {
    await page.mouse.wheel(0, -40)
    await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)))
    seen = await inView(page)
  }
  await page.keyboard.up('Control')
  return seen
}

const inView = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const around = document.querySelector('.react-flow')?.getBoundingClientRect()
    if (!around) return 0
    return [...document.querySelectorAll('.react-flow__node')].filter((node) => {
      const { right, bottom, left, top } = node.getBoundingClientRect()
      return right > around.left && bottom > around.top && left < around.right && top < around.bottom
    }).length
  })

/** Milliseconds from the press that asks for a graph until all of it is drawn, and the frame after that handed on. */
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
      const boxes = document.getElementsByClassName('react-flow__node')
      const last = boxes[nodes - 1]
      const there =
        last instanceof HTMLElement &&
        last.style.visibility !== 'hidden' &&
        document.getElementsByClassName('react-flow__edge').length >= edges
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
