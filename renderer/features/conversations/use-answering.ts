import { useCallback, useEffect, useRef, useState } from 'react'
import { type KnownProblem, problemOf } from '../../data/problem'
import { type StudioClient, useStudio } from '../../data/studio'

/** The answer that is coming now. */
export interface Answering {
  readonly runId: string
  readonly replyToId: string
  readonly text: string
}

interface Answers {
  readonly answering: Answering | null
  readonly problem: KnownProblem | null
  /** Starts a run by `ask` and follows it to its end; false where it did not start. */
  readonly begin: (
    runId: string,
    replyToId: string,
    ask: (client: StudioClient) => Promise<unknown>,
  ) => Promise<boolean>
  readonly stop: () => void
}

export function useAnswering(): Answers {
  const { client } = useStudio()
  const [answering, setAnswering] = useState<Answering | null>(null)
  const [problem, setProblem] = useState<KnownProblem | null>(null)
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])

  const begin = useCallback<Answers['begin']>(
    async (runId, replyToId, ask) => {
      setProblem(null)
      try {
        await ask(client)
      } catch (error) {
        setProblem(problemOf(error))
        return false
      }
      void follow(client, runId, (text) => {
        if (alive.current) setAnswering(text === null ? null : { runId, replyToId, text })
      }).catch((error: unknown) => {
        if (!alive.current) return
        setAnswering(null)
        setProblem(problemOf(error))
      })
      return true
    },
    [client],
  )
  const stop = () => {
    if (answering)
      client.run.stop({ id: answering.runId }).catch((error: unknown) => setProblem(problemOf(error)))
  }
  return { answering, problem, begin, stop }
}

/** Tells the text as it grows, and null at the end. */
async function follow(client: StudioClient, id: string, tell: (text: string | null) => void): Promise<void> {
  let text = ''
  let timer: ReturnType<typeof setTimeout> | undefined
  tell('')
  for await (const event of await client.run.follow({ id })) {
    if (event.type === 'finished') break
    if (event.type !== 'text') continue
    text += event.text
    timer ??= setTimeout(() => {
      timer = undefined
      tell(text)
    }, 30)
  }
  clearTimeout(timer)
  tell(null)
}
