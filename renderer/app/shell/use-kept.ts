import { useEffect, useLayoutEffect, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import type { Preferences } from '../../../contract/preferences'
import type { SessionInfo } from '../../../contract/workspace'
import { problemOf, surely } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { sayProblem } from '../../ui/toast'
import { useLayout } from '../layout'
import { go, placeNow } from '../location'
import { keepPreferencesWith, takePreferences } from '../preferences'

const QUIET_MS = 400

/** Takes what the account chose, here or in another window, and sends what is chosen here to the host. */
export function useKeptPreferences(kept: Preferences | undefined): void {
  const { client } = useStudio()
  const [sending] = useState(() => new Set<Promise<unknown>>())
  useEffect(() => {
    keepPreferencesWith((changes) => {
      const call = surely(() => client.session.keepPreferences({ commandId: uuidv7(), changes }))
        .catch((error: unknown) => sayProblem(problemOf(error).sentence))
        .finally(() => sending.delete(call))
      sending.add(call)
    })
  }, [client, sending])
  useLayoutEffect(() => {
    // While a choice of ours is on its way, what the host says may be older.
    if (kept && sending.size === 0) takePreferences(kept)
  }, [kept, sending])
}

/** Lays the window out as it was left in this workspace, and keeps it so. False until it is. */
export function useKeptLayout({ layout, preferences, workspace }: SessionInfo): boolean {
  const { client } = useStudio()
  const [laidOut, setLaidOut] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: how it was left counts once, when the workspace is entered.
  useLayoutEffect(() => {
    useLayout.setState(layout)
    // A fresh window goes where the last one was; an address that names a place is meant.
    if (!window.location.hash) {
      if (layout.place) window.location.hash = layout.place
      // Whoever never saw them is shown the first steps, once.
      else if (!preferences.welcomed) go({ at: 'welcome' })
    }
    setLaidOut(true)
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      timer = undefined
      const place = placeNow().at === 'welcome' ? '' : window.location.hash.replace(/^#/, '')
      // A convenience: one that is lost goes with the next.
      client.session
        .keepLayout({
          commandId: uuidv7(),
          workspaceId: workspace.id,
          layout: { ...useLayout.getState(), place },
        })
        .catch(() => {})
    }
    const plan = () => {
      timer ??= setTimeout(keep, QUIET_MS)
    }
    const stop = useLayout.subscribe(plan)
    window.addEventListener('hashchange', plan)
    return () => {
      stop()
      window.removeEventListener('hashchange', plan)
      clearTimeout(timer)
    }
  }, [client])
  return laidOut
}
