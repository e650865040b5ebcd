import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'

/** Where a command reads and writes. Results go out, everything about them goes to `tell`. */
export interface Io {
  out(text: string): void
  tell(sentence: string): void
  /** All of standard input. */
  input(): Promise<string>
  /** Asks on the terminal; null where nobody sits there. */
  ask(question: string): Promise<string | null>
  /** Calls `act` on Ctrl+C or a polite kill; a second one ends the process at once. The answer ends it. */
  onInterrupt(act: () => void): () => void
}

/** The process's own streams. */
export function processIo(): Io {
  let gone = false
  for (const stream of [process.stdout, process.stderr]) {
    // The reader of a pipe had enough: what is under way still comes to its end.
    stream.on('error', () => {
      gone = true
    })
  }
  const write = (stream: NodeJS.WriteStream, what: string) => {
    if (!gone) stream.write(stream.isTTY ? visible(what) : what)
  }
  return {
    out: (what) => write(process.stdout, what),
    tell: (sentence) => write(process.stderr, `${sentence}\n`),
    input: () => text(process.stdin),
    async ask(question) {
      if (!process.stdin.isTTY) return null
      const lines = createInterface({ input: process.stdin, output: process.stderr })
      try {
        return await lines.question(question)
      } finally {
        lines.close()
      }
    },
    onInterrupt(act) {
      let first = true
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
      const stop = () => {
        if (!first) process.exit(130)
        first = false
        act()
      }
      for (const signal of signals) process.on(signal, stop)
      return () => {
        for (const signal of signals) process.off(signal, stop)
      }
    },
  }
}

/** A terminal obeys control characters, wherever they come from: a model's answer must not steer it. */
export function visible(what: string): string {
  return what.replace(/\p{Cc}/gu, (character) => (/[\n\t]/.test(character) ? character : '\ufffd'))
}
