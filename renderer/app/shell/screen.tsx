import { lazy, Suspense, useEffect, useState } from 'react'
import { LibraryScreen } from '../../features/library'
import { go, type Place } from '../location'
import { openItem } from '../split'
import { ScreenBoundary } from './screen-boundary'

const load = {
  item: () => import('../item-screen').then((module) => ({ default: module.ItemScreen })),
  runs: () => import('../../features/runs').then((module) => ({ default: module.RunsScreen })),
  conversations: () =>
    import('../../features/conversations').then((module) => ({ default: module.ConversationsScreen })),
  welcome: () => import('../../features/first-run').then((module) => ({ default: module.FirstRun })),
  settings: () => import('../settings').then((module) => ({ default: module.SettingsScreen })),
}

const lazyScreens = () => ({
  Item: lazy(load.item),
  Runs: lazy(load.runs),
  Conversations: lazy(load.conversations),
  Settings: lazy(load.settings),
  Welcome: lazy(load.welcome),
})

/** Once the first screen stands the others are fetched, so that they are there when the host is not. */
export function useFetchedAhead(): void {
  useEffect(() => {
    const idle = window.setTimeout(() => {
      for (const screen of Object.values(load)) screen().catch(() => {})
    }, 1500)
    return () => window.clearTimeout(idle)
  }, [])
}

/** The library comes at once; the rest of the screens when they are first needed, or soon after. */
export function Screen({ place }: { place: Place }) {
  // A lazy component remembers its failure: trying again takes new ones.
  const [screens, setScreens] = useState(lazyScreens)
  if (place.at === 'library') {
    return (
      <LibraryScreen
        placeId={place.placeId}
        query={place.query ?? ''}
        onPlace={(placeId) => go({ at: 'library', placeId })}
        onQuery={(query) => go({ at: 'library', placeId: place.placeId, query })}
        onOpen={(item) => openItem({ ...item, preview: false })}
      />
    )
  }
  return (
    <ScreenBoundary key={place.at} onRetry={() => setScreens(lazyScreens())}>
      <Suspense>
        {place.at === 'item' && <screens.Item key={place.id} id={place.id} />}
        {place.at === 'runs' && (
          <screens.Runs
            runId={place.runId}
            onRun={(runId) => go({ at: 'runs', runId })}
            onItem={(id) => go({ at: 'item', id })}
          />
        )}
        {place.at === 'conversations' && (
          <screens.Conversations
            conversationId={place.conversationId}
            onConversation={(conversationId) => go({ at: 'conversations', conversationId })}
            onRun={(runId) => go({ at: 'runs', runId })}
          />
        )}
        {place.at === 'settings' && <screens.Settings />}
        {place.at === 'welcome' && <screens.Welcome />}
      </Suspense>
    </ScreenBoundary>
  )
}
