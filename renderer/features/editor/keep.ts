import { useEffect } from 'react'
import { uuidv7 } from 'uuidv7'
import { problemOf, surely } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'
import type { DocumentStore, OpenDocument } from './store'

/** The draft is never more than this far behind what is typed. */
const QUIET_MS = 500
const LATEST_MS = 1800
const RETRY_MS = 3000

/** Writes the draft behind the writer: after a pause, at the latest every two seconds, and when the page is left. */
export function useKeptDraft(store: DocumentStore): void {
  const { client } = useStudio()
  useEffect(() => {
    const keeper = makeKeeper(client, store)
    const unsubscribe = store.subscribe(keeper.changed)
    const leave = () => void keeper.flush()
    // The browser asks before it throws away a text that could not be written down.
    const warn = (event: BeforeUnloadEvent) => store.getState().keepFailed && event.preventDefault()
    window.addEventListener('beforeunload', warn)
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      unsubscribe()
      window.removeEventListener('beforeunload', warn)
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [client, store])
}

function makeKeeper(client: StudioClient, store: DocumentStore) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null
  let sending: Promise<void> | null = null

  const plan = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wait)
  }

  async function send(): Promise<void> {
    const { entityId, base, document, values, extras, undo } = store.getState()
    since = null
    const draft = {
      commandId: uuidv7(),
      entityId,
      baseVersionId: base.versionId,
      document,
      values: { ...values },
      extras,
      undo: { steps: [...undo.steps], position: undo.position },
    }
    try {
      const { keptAt } = await surely(() => client.draft.keep(draft))
      store.setState({ keptAt, keepFailed: null })
    } catch (error) {
      since ??= Date.now()
      store.setState({ keepFailed: problemOf(error).sentence })
      plan(RETRY_MS)
    }
  }

  /** Writes now what is not written yet; one at a time, so that an older text never lands last. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    await sending
    if (since === null) return
    sending = send().finally(() => {
      sending = null
    })
    await sending
  }

  return {
    flush,
    changed(now: OpenDocument, before: OpenDocument) {
      const touched =
        now.document !== before.document ||
        now.values !== before.values ||
        now.extras !== before.extras ||
        now.base !== before.base
      if (!touched) return
      since ??= Date.now()
      plan(Math.max(0, Math.min(QUIET_MS, since + LATEST_MS - Date.now())))
    },
  }
}
