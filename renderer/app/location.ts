import { useSyncExternalStore } from 'react'

/** Where the window is, kept in the address so that a reload comes back to it. */
export type Place =
  /** `query`: what its list is narrowed to, as the library writes it. */
  | { at: 'library'; placeId: string | null; query?: string }
  | { at: 'item'; id: string }
  | { at: 'runs'; runId: string | null }
  | { at: 'conversations'; conversationId: string | null }
  | { at: 'settings' }
  | { at: 'welcome' }

export function pathOf(place: Place): string {
  switch (place.at) {
    case 'library':
      return `/library${place.placeId ? `/${place.placeId}` : ''}${place.query ? `?${place.query}` : ''}`
    case 'item':
      return `/item/${place.id}`
    case 'runs':
      return place.runId ? `/runs/${place.runId}` : '/runs'
    case 'conversations':
      return place.conversationId ? `/conversations/${place.conversationId}` : '/conversations'
    case 'settings':
      return '/settings'
    case 'welcome':
      return '/welcome'
  }
}

function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?')
  const [, at, id] = path.split('/')
  if (at === 'item' && id) return { at, id }
  if (at === 'runs') return { at, runId: id ?? null }
  if (at === 'conversations') return { at, conversationId: id ?? null }
  if (at === 'settings' || at === 'welcome') return { at }
  return { at: 'library', placeId: at === 'library' ? (id ?? null) : null, query }
}

export function go(place: Place): void {
  window.location.hash = pathOf(place)
}

/** Where the window is at this moment. */
export const placeNow = (): Place => placeOf(window.location.hash)

const subscribe = (changed: () => void) => {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** The current place; a string underneath, so that an equal place is no change. */
export function usePlace(): Place {
  return placeOf(useSyncExternalStore(subscribe, () => window.location.hash))
}
