import type { Place } from '../../renderer/app/location'
import { item } from './item'
import { library } from './library'
import { runs } from './runs'
import { settings } from './settings'
import type { Leg } from './stop'
import { values } from './values'
import { workflow } from './workflow'

/** Every screen, dialog and menu, in the order of a walk. */
export const legs: readonly Leg[] = [library, item, values, workflow, runs, settings]

/** Every screen of the window: a new one does not compile until it stands here, and fails the tour until it has a stop. */
export const screens: Readonly<Record<Place['at'], true>> = {
  library: true,
  item: true,
  runs: true,
  conversations: true,
  settings: true,
  welcome: true,
}
