import { uuidv7 } from 'uuidv7'
import type { PlaceNode } from '../../contract/entity'
import type { Variable } from '../../contract/template'
import { surely } from './problem'
import type { StudioClient } from './studio'

export interface KeptRow {
  /** The set that takes the row; null makes one of this title. */
  readonly setId: string | null
  readonly title: string
  /** Where a new set goes; without one into the first library. */
  readonly parentId: string | null
  readonly values: Readonly<Record<string, unknown>>
  /** What is known of the values' types; a value without a column gets one of text or JSON. */
  readonly columns: readonly Variable[]
}

/** Puts values into a variable set as its last row; answers which set it is and how many rows it has now. */
export async function keepRow(client: StudioClient, row: KeptRow): Promise<{ id: string; rows: number }> {
  const { values } = row
  const columns = columnsOf(values, row.columns)
  const set = row.setId ?? (await makeSet(client, row))
  const { rowVersion, document } = await client.entity.get({ id: set })
  const put = [{ key: uuidv7(), values: { ...values }, split: null, tags: [] }]
  const change = { commandId: uuidv7(), id: set, rowVersion, put, columns }
  await surely(() => client.variable.changeRows(change))
  return { id: set, rows: (document.kind === 'variable_set' ? document.rows : 0) + 1 }
}

async function makeSet(client: StudioClient, { title, parentId }: KeptRow): Promise<string> {
  const places = await client.entity.places()
  const home = places.find(({ id }) => id === parentId) ?? firstLibrary(places)
  const made = await surely(() =>
    client.entity.create({
      commandId: uuidv7(),
      id: uuidv7(),
      type: 'variable_set',
      parentId: home?.id ?? null,
      title,
      document: { kind: 'variable_set', columns: [], rows: 0, digest: '' },
    }),
  )
  return made.id
}

const firstLibrary = (places: readonly PlaceNode[]): PlaceNode | undefined =>
  places.find(({ type, libraryKind }) => type === 'library' && libraryKind !== 'workflow')

function columnsOf(values: KeptRow['values'], known: readonly Variable[]): Variable[] {
  return Object.entries(values).map(([name, value]) => {
    const variable = known.find((each) => each.name === name)
    const type = typeof value === 'string' ? ('text' as const) : ('json' as const)
    return variable ?? { name, type, required: false, description: '', rules: {} }
  })
}
