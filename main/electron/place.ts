import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const size = z.number().int().min(200).max(20_000)
const offset = z.number().int().min(-50_000).max(50_000)
/** Where the window stood, in the screen's points; without x and y the system chooses. */
const placeSchema = z.object({
  x: offset.optional(),
  y: offset.optional(),
  width: size,
  height: size,
  maximised: z.boolean(),
})
export type Place = z.infer<typeof placeSchema>

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const firstPlace: Place = { width: 1440, height: 900, maximised: false }
const fileName = 'boot.json'

/** The remembered place, made to fit the screens that are there now. */
export function readPlace(data: string, screens: readonly Area[]): Place {
  try {
    return onScreen(placeSchema.parse(JSON.parse(readFileSync(join(data, fileName), 'utf8')).window), screens)
  } catch {
    return onScreen(firstPlace, screens)
  }
}

/** Written beside and renamed, so that a power cut leaves the old place or the new one. */
export function keepPlace(data: string, place: Place): void {
  const file = join(data, fileName)
  writeFileSync(`${file}.new`, JSON.stringify({ window: place }))
  renameSync(`${file}.new`, file)
}

/** A window whose title bar no screen shows any more could not be moved back: such a place is forgotten. */
function onScreen(place: Place, screens: readonly Area[]): Place {
  const { x, y } = place
  const shown =
    x !== undefined && y !== undefined && screens.some((screen) => holds(screen, x + place.width / 2, y))
  const largest = screens.reduce(
    (area, { width, height }) => (area.width * area.height < width * height ? { width, height } : area),
    { width: 0, height: 0 },
  )
  const fitting = {
    width: largest.width ? Math.min(place.width, largest.width) : place.width,
    height: largest.height ? Math.min(place.height, largest.height) : place.height,
    maximised: place.maximised,
  }
  return shown ? { x, y, ...fitting } : fitting
}

function holds({ x, y, width, height }: Area, pointX: number, pointY: number): boolean {
  return pointX >= x && pointX < x + width && pointY >= y && pointY < y + height
}
