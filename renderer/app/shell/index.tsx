import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SessionInfo } from '../../../contract/workspace'
import { type ConnectionState, listenToMenu } from '../../client'
import { problemOf } from '../../data/problem'
import { useStudio } from '../../data/studio'
import { useWatchedTopics } from '../../data/watch'
import { Problem } from '../../ui/problem'
import { listenForKeys, runCommandNamed, useCommand } from '../commands'
import { fold, useLayout } from '../layout'
import { go, usePlace } from '../location'
import { walkPanes } from '../panes'
import { switchTheme, usePreferences } from '../preferences'
import { SessionProvider } from '../session'
import { ConnectionBanner } from './connection-banner'
import { Floating } from './floating'
import { Sidebar } from './sidebar'
import { Sides } from './sides'
import { StatusBar } from './status-bar'
import { TopBar } from './top-bar'
import { useKeptLayout, useKeptPreferences } from './use-kept'

/** Top bar, sidebar, the screen, status bar; parted by hairlines. */
export function Shell({ connection }: { connection: ConnectionState }) {
  const { queries } = useStudio()
  const session = useQuery(queries.session.get.queryOptions())
  useEffect(listenForKeys, [])
  useEffect(() => {
    window.addEventListener('keydown', walkPanes)
    return () => window.removeEventListener('keydown', walkPanes)
  }, [])
  useEffect(() => listenToMenu(runCommandNamed), [])
  useKeptPreferences(session.data?.preferences)
  useWatchedTopics(connection === 'open' && session.data ? session.data.workspace.id : '')
  if (session.error && !session.data) {
    const { sentence, details } = problemOf(session.error)
    return <Problem sentence={sentence} details={details} onRetry={() => void session.refetch()} />
  }
  if (!session.data) return null
  return (
    <SessionProvider session={session.data}>
      <Frame key={session.data.workspace.id} connection={connection} session={session.data} />
    </SessionProvider>
  )
}

function Frame({ connection, session }: { connection: ConnectionState; session: SessionInfo }) {
  const laidOut = useKeptLayout(session)
  const way = usePlace().at === 'item' ? 'writing' : 'browsing'
  const folded = useLayout((layout) => layout.folded[way])
  const valueMarks = usePreferences((chosen) => chosen.valueMarks)
  // Keys that were bound anew are drawn anew.
  usePreferences((chosen) => chosen.shortcuts)
  useCommand('view.sidebar', () => fold(way))
  useCommand('view.library', () => go({ at: 'library', placeId: null }))
  useCommand('view.runs', () => go({ at: 'runs', runId: null }))
  useCommand('view.conversations', () => go({ at: 'conversations', conversationId: null }))
  useCommand('view.settings', () => go({ at: 'settings' }))
  useCommand('help.welcome', () => go({ at: 'welcome' }))
  useCommand('view.theme', switchTheme)
  if (!laidOut) return null
  return (
    <div className="flex h-full flex-col" data-value-marks={valueMarks ? undefined : 'off'}>
      <TopBar folded={folded} onFold={() => fold(way)} />
      <ConnectionBanner state={connection} />
      <div className="flex min-h-0 flex-1">
        <Sidebar folded={folded} />
        <Sides />
      </div>
      <StatusBar connection={connection} />
      <Floating />
    </div>
  )
}
