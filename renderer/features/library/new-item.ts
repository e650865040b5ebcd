import { uuidv7 } from 'uuidv7'
import type { PlaceNode } from '../../../contract/entity'
import type { OpenTab } from '../../../contract/preferences'
import type { EntityDocument } from '../../../contract/template'
import type { LibraryKind } from '../../../contract/vocabulary'
import { fitsHome, homeOf } from '../../../core/document/home'
import { useCommands } from '../../app/commands'
import { useSession } from '../../app/session'
import { problemOf, surely } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import { t } from '../../i18n'
import { sayProblem } from '../../ui/toast'

export interface OpenedItem {
  id: string
  title: string
  form: OpenTab['form']
}

export type NewKind = 'template' | 'context' | 'variable_set' | 'variable_definition' | 'workflow'

const documents: Record<NewKind, () => EntityDocument> = {
  template: () => ({
    kind: 'template',
    form: 'chat',
    messages: [
      { id: uuidv7(), role: 'system', text: '' },
      { id: uuidv7(), role: 'user', text: '' },
    ],
    variables: [],
    settings: {},
    tools: [],
    stop: [],
    examples: [],
  }),
  context: () => ({ kind: 'context', text: '', variables: [], examples: [] }),
  variable_set: () => ({ kind: 'variable_set', columns: [], rows: 0, digest: '' }),
  variable_definition: () => ({
    kind: 'variable_definition',
    variable: { name: 'variable', type: 'text', required: true, description: '', rules: {} },
  }),
  workflow: () => ({ kind: 'workflow', nodes: [], edges: [], limits: {} }),
}

const titles = {
  template: 'library.untitledTemplate',
  context: 'library.untitledContext',
  variable_set: 'library.untitledSet',
  variable_definition: 'library.untitledDefinition',
  workflow: 'library.untitledWorkflow',
} as const

/** The library that a new item goes into: the one in view, or the first one below or beside it. */
function libraryFor(places: readonly PlaceNode[], placeId: string | null, home: LibraryKind): string | null {
  const libraries = places.filter((place) => place.type === 'library' && fitsHome(home, place))
  const here = libraries.find((place) => place.id === placeId)
  const below = libraries.find((place) => place.parentId === placeId)
  return (here ?? below ?? libraries[0])?.id ?? null
}

/** A workspace without a library gets one: writing must not wait for filing. */
async function makeHome(
  client: StudioClient,
  places: readonly PlaceNode[],
  name: string,
  libraryKind: LibraryKind,
): Promise<string> {
  const lab = places.find((place) => place.type === 'lab')?.id ?? (await makePlace(client, 'lab', null, name))
  const title = t(libraryKind === 'workflow' ? 'library.workflowHomeTitle' : 'library.homeTitle')
  return makePlace(client, 'library', lab, title, libraryKind)
}

async function makePlace(
  client: StudioClient,
  kind: 'lab' | 'library',
  parentId: string | null,
  title: string,
  libraryKind?: LibraryKind,
): Promise<string> {
  const ids = { commandId: uuidv7(), id: uuidv7() }
  const about = libraryKind ? { libraryKind } : {}
  await surely(() =>
    client.entity.create({ ...ids, ...about, type: kind, parentId, title, document: { kind } }),
  )
  return ids.id
}

/** Makes an item and opens it: writing begins at once, the title is given in place. */
export function useNewItem(
  places: readonly PlaceNode[],
  placeId: string | null,
  onOpen: (item: OpenedItem) => void,
): (kind: NewKind) => void {
  const { client } = useStudio()
  const { workspace } = useSession()
  const make = async (kind: NewKind) => {
    const ids = { commandId: uuidv7(), id: uuidv7() }
    const title = t(titles[kind])
    try {
      const home = homeOf(kind) ?? 'prompt'
      const parentId =
        libraryFor(places, placeId, home) ?? (await makeHome(client, places, workspace.name, home))
      await surely(() =>
        client.entity.create({ ...ids, type: kind, parentId, title, document: documents[kind]() }),
      )
      onOpen({ id: ids.id, title, form: kind === 'template' ? 'chat' : kind })
    } catch (error) {
      sayProblem(problemOf(error).sentence)
    }
  }
  useCommands({
    'template.new': () => void make('template'),
    'workflow.new': () => void make('workflow'),
  })
  return (kind) => void make(kind)
}
