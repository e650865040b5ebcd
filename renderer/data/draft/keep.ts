import { useEffect } from 'react'
import { problemOf } from '../problem'
import { type StudioClient, useStudio } from '../studio'

/** The draft is never more than this far behind what is typed. */
const quietMs = 500
const latestMs = 1800
const retryMs = 3000

interface Outcome {
  readonly keptAt?: string | null
  readonly keepFailed?: string | null
}

interface KeptStore<S> {
  getState: () => S
  setState: (outcome: Outcome) => void
  subscribe: (heard: (now: S, before: S) => void) => () => void
}

/** How one kind of editor writes its draft down. Neither function may depend on a render. */
export interface Keeping<S> {
  /** Whether what was changed belongs into the draft. */
  readonly touched: (now: S, before: S) => boolean
  /** Sends the draft; answers when it was kept, null where there was nothing to keep. */
  readonly send: (client: StudioClient, state: S) => Promise<string | null>
}

/** Writes the draft behind the writer: after a pause, at the latest every two seconds, and when the page is left. */
export function useKept<S extends { readonly keepFailed: string | null }>(
  store: KeptStore<S>,
  keeping: Keeping<S>,
): void {
  const { client } = useStudio()
  useEffect(() => {
    const keeper = makeKeeper(client, store, keeping)
    const unsubscribe = store.subscribe(keeper.changed)
    const leave = () => void keeper.flush()
    // The browser asks before it throws away work that could not be written down.
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
  }, [client, store, keeping])
}

function makeKeeper<S>(client: StudioClient, store: KeptStore<S>, { touched, send }: Keeping<S>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let since: number | null = null
  let sending: Promise<void> | null = null

  const plan = (wait: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), wait)
  }

  async function sendNow(): Promise<void> {
    since = null
    try {
      store.setState({ keptAt: await send(client, store.getState()), keepFailed: null })
    } catch (error) {
      since ??= Date.now()
      store.setState({ keepFailed: problemOf(error).sentence })
      plan(retryMs)
    }
  }

  /** Writes now what is not written yet; one at a time, so that an older state never lands last. */
  async function flush(): Promise<void> {
    clearTimeout(timer)
    await sending
    if (since === null) return
    sending = sendNow().finally(() => {
      sending = null
    })
    await sending
  }

  return {
    flush,
    changed(now: S, before: S) {
      if (!touched(now, before)) return
      since ??= Date.now()
      plan(Math.max(0, Math.min(quietMs, since + latestMs - Date.now())))
    },
  }
}
