import type { Io } from './io'
import { program } from './program'

export interface Typed {
  readonly code: number
  readonly out: string
  readonly told: string
}

export interface Person {
  /** What comes in on standard input. */
  readonly input?: string
  /** What somebody at the terminal answers; null (the default) when nobody sits there. */
  readonly answer?: string | null
  /** Presses Ctrl+C when this much text has come out. */
  readonly interruptAfter?: number
}

/** Types one command line into the program, and hears what it says. */
export async function type(args: readonly string[], person: Person = {}): Promise<Typed> {
  let out = ''
  let told = ''
  let interrupt = () => {}
  const io: Io = {
    out: (text) => {
      out += text
      if (person.interruptAfter !== undefined && out.length >= person.interruptAfter) interrupt()
    },
    tell: (sentence) => {
      told += `${sentence}\n`
    },
    input: async () => person.input ?? '',
    ask: async () => person.answer ?? null,
    onInterrupt: (act) => {
      interrupt = act
      return () => {
        interrupt = () => {}
      }
    },
  }
  const code = await program(args, io)
  return { code, out, told }
}
