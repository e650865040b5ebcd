/** A piece of code with what it is given. Plain data: it is copied between threads. */
export interface CodeTask {
  readonly language: 'javascript' | 'typescript'
  /** The body of a function that is given `input`. */
  readonly source: string
  /** By name. */
  readonly input: Readonly<Record<string, unknown>>
  readonly timeoutMs: number
  readonly memoryMb: number
}

export const codeFailures = ['syntax', 'threw', 'time', 'memory', 'depth', 'result'] as const
export type CodeFailure = (typeof codeFailures)[number]

export type CodeAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly code: CodeFailure; readonly detail: string }

/** What code did wrong, for its writer. */
export function codeSentence(
  failure: CodeFailure,
  detail: string,
  { timeoutMs, memoryMb }: Pick<CodeTask, 'timeoutMs' | 'memoryMb'>,
): string {
  switch (failure) {
    case 'syntax':
      return `The code cannot be read: ${detail}. Put it right in the node.`
    case 'threw':
      return `The code failed: ${detail}. Look at what it was given.`
    case 'time':
      return `The code was still at work after ${timeoutMs} ms and was stopped. Look for a loop without end, or give the node more time.`
    case 'memory':
      return `The code took more than ${memoryMb} MB and was stopped. Let it keep less, or give the node more memory.`
    case 'depth':
      return 'The code calls itself too deeply and was stopped. Use a loop instead.'
    case 'result':
      return `The code returns ${detail}. Return an object with a value for each output.`
  }
}
