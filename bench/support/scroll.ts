import type { Page } from 'playwright'

export interface Scrolled {
  /** Milliseconds between frames. */
  readonly frames: readonly number[]
  readonly pixels: number
}

/** Scrolls a box evenly; what is not there yet when its turn comes is missed, and seen in `pixels`. */
export const scrollBox = (
  page: Page,
  selector: string,
  { pixelsPerSecond, seconds }: { readonly pixelsPerSecond: number; readonly seconds: number },
): Promise<Scrolled> =>
  page.evaluate(
    ({ selector, speed, lasts }) =>
      new Promise<{ frames: number[]; pixels: number }>((resolve, reject) => {
        const box = document.querySelector(selector)
        if (!box) return reject(new Error('There is no list to scroll.'))
        const frames: number[] = []
        const began = performance.now()
        let before = began
        const step = () => {
          const now = performance.now()
          frames.push(now - before)
          before = now
          box.scrollTop = ((now - began) / 1000) * speed
          if (now - began < lasts * 1000) requestAnimationFrame(step)
          else resolve({ frames: frames.slice(1), pixels: box.scrollTop })
        }
        requestAnimationFrame(step)
      }),
    { selector, speed: pixelsPerSecond, lasts: seconds },
  )

const longFrame = 50

/** Per cent of the frames that took longer than 50 ms. A list that did not keep up was not scrolled at that speed. */
export function longFrames({ frames, pixels }: Scrolled, asked: number): number {
  if (pixels < 0.95 * asked) throw new Error(`The list was scrolled by ${pixels} px only.`)
  return (100 * frames.filter((frame) => frame > longFrame).length) / frames.length
}
