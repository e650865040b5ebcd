/** npm and the terminal both pass on one Ctrl+C: what follows the first within this time is the same keystroke. */
const sameKeystrokeMs = 400

export interface StopOptions {
  /** Closes everything; the process ends when it is fulfilled. */
  close(): Promise<void>
  /** Said once when the first signal arrives. */
  say(sentence: string): void
  exit(code: number): void
  now(): number
}

/**
 * What a signal does: the first one closes cleanly and exits 0 (1 where closing failed), a later one exits hard.
 * Install the answer as the listener of SIGINT, SIGTERM and SIGHUP.
 */
export function stopper({ close, say, exit, now }: StopOptions): () => void {
  let first: number | undefined
  return () => {
    if (first !== undefined) {
      if (now() - first > sameKeystrokeMs) exit(130)
      return
    }
    first = now()
    say('Closing the studio. Press Ctrl+C again to end it at once.')
    close().then(
      () => exit(0),
      () => exit(1),
    )
  }
}
