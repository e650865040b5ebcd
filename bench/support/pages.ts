import type { StudioClient } from '../../renderer/client/connection'

/** Asks for one page of 50 rows and remembers where the next begins. */
export type Ask = () => Promise<void>

const limit = 50

interface List {
  /** True once the last page was read; the next ask begins again at the first. */
  ended: boolean
  readonly ask: Ask
}

/** The lists that the screens show: the library in every order, whole and by place, and the runs. */
async function lists(client: StudioClient): Promise<List[]> {
  const places = await client.entity.places()
  const libraries = places.filter((place) => place.type === 'library')
  const largest = libraries.toSorted((a, b) => b.items - a.items).slice(0, 3)
  const lab = largest[0]?.parentId ?? null
  const wholes = [{ parentId: null, deep: false }, ...(lab ? [{ parentId: lab, deep: true }] : [])]
  const ofItems = [...wholes, ...largest.map(({ id }) => ({ parentId: id, deep: false }))].flatMap((place) =>
    (['updated', 'title', 'place'] as const).map((sort) =>
      list((cursor) => client.entity.list({ ...place, sort, cursor, limit })),
    ),
  )
  return [...ofItems, list((cursor) => client.run.list({ cursor, limit }))]
}

function list(read: (cursor: string | null) => Promise<{ items: unknown[]; next: string | null }>): List {
  let cursor: string | null = null
  const made: List = {
    ended: false,
    async ask() {
      const page = await read(cursor)
      if (page.items.length === 0) throw new Error('A page of the big vault was empty.')
      cursor = page.next
      made.ended = cursor === null
    },
  }
  return made
}

/** Every page of every list, or the first `pages` of them all. */
export async function* fullPass(client: StudioClient, pages = Number.POSITIVE_INFINITY): AsyncGenerator<Ask> {
  for (const each of await lists(client)) {
    for (; pages > 0 && !each.ended; pages -= 1) yield each.ask
  }
}

/** The lists in turn, without end: the answer gives the next ask each time it is called. */
export async function turns(client: StudioClient): Promise<() => Ask> {
  const all = await lists(client)
  let next = 0
  return () => {
    const chosen = all[next++ % all.length]
    if (!chosen) throw new Error('There is no list to ask for.')
    return chosen.ask
  }
}

const day = 86_400_000

/** Pages of runs as the screen asks for them: whole, and by each of its filters, from the first page on. */
export async function* runPages(client: StudioClient, pages: number): AsyncGenerator<Ask> {
  const { items } = await client.run.list({ limit: 1 })
  const [newest] = items
  const at = Date.parse(newest?.startedAt ?? '')
  const filters = [
    {},
    { entityId: newest?.entityId },
    { versionId: newest?.versionId },
    { statuses: ['failed' as const, 'timeout' as const] },
    { model: 'sim-large' },
    { from: new Date(at - 30 * day).toISOString(), until: new Date(at - 20 * day).toISOString() },
    { minCost: '0.0004' },
    { minRating: 4 },
    { model: 'sim-small', statuses: ['rate_limited' as const], minCost: '0' },
  ]
  for (const filter of filters) {
    const each = list(async (cursor) => {
      const page = await client.run.list({ ...filter, cursor, limit })
      // A filter may well find nothing; what counts is how soon that is known.
      return { items: page.items.length > 0 ? page.items : ['none'], next: page.next }
    })
    for (let page = 0; page < pages && !each.ended; page += 1) yield each.ask
  }
}
