import type { QuickJSContext, QuickJSHandle } from 'quickjs-emscripten'

/** JSON up to this many characters is carried over at once: then a list is as quick as one of the sandbox's own. */
const whole = 1_000_000

interface Ways {
  readonly lazy: (index: number, length: number) => QuickJSHandle
  readonly parse: (json: string) => QuickJSHandle
  /** Bytes that the sandbox may hold the more, and milliseconds that were spent. */
  readonly carried: (bytes: number, ms: number) => void
}

/** Hands plain data of the host into a context, part by part as it is read: it is never changed, and never written. */
export class Inputs {
  /** What was handed in as a reference; an index means nothing outside of one evaluation. */
  private parts: object[] = []
  private readonly handles: QuickJSHandle[] = []

  constructor(
    private readonly context: QuickJSContext,
    private readonly ways: Ways,
  ) {}

  /** Makes what the sandbox reads through: (index, key, absent) => value and (index) => the keys as JSON. */
  functions<T>(use: (functions: readonly QuickJSHandle[]) => T): T {
    const { context } = this
    const read = context.newFunction('read', (index, key, absent) => {
      const part = this.parts[context.getNumber(index)]
      const name = context.getString(key)
      const value = part && Object.hasOwn(part, name) ? Reflect.get(part, name) : undefined
      return value === undefined ? absent.dup() : this.carry(value)
    })
    const keys = context.newFunction('keysOf', (index) => {
      const began = performance.now()
      const part = this.parts[context.getNumber(index)] ?? {}
      const list = Array.isArray(part) ? part.map((_, at) => String(at)) : Object.keys(part)
      const json = JSON.stringify(list)
      this.ways.carried(json.length * 40, 0)
      const text = context.newString(json)
      this.ways.carried(0, performance.now() - began)
      return text
    })
    this.handles.push(read, keys)
    return use(this.handles)
  }

  /** A value as the sandbox sees it: what is small whole, what is large as something that is read part by part. */
  carry(value: unknown): QuickJSHandle {
    const { context, ways } = this
    const began = performance.now()
    try {
      if (value === null) return context.null
      if (typeof value === 'boolean') return value ? context.true : context.false
      if (typeof value === 'number') return context.newNumber(value)
      if (typeof value === 'string') {
        ways.carried(value.length * 4, 0)
        return context.newString(value)
      }
      if (typeof value !== 'object') return context.undefined
      if (sizeOf(value, whole) <= whole) {
        const json = JSON.stringify(value)
        ways.carried(json.length * 40, 60_000)
        const parsed = ways.parse(json)
        ways.carried(0, -60_000)
        return parsed
      }
      this.parts.push(value)
      ways.carried(4_096, 0)
      return ways.lazy(this.parts.length - 1, Array.isArray(value) ? value.length : -1)
    } finally {
      ways.carried(0, performance.now() - began)
    }
  }

  clear(): void {
    this.parts = []
  }

  dispose(): void {
    for (const handle of this.handles) handle.dispose()
  }
}

/** About the characters of a value's JSON; stops counting soon after `most`. */
function sizeOf(value: unknown, most: number): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  let size = 2
  const list = Array.isArray(value)
  if (list && value.length > most) return most + 1
  for (const [key, inner] of Object.entries(value)) {
    size += (list ? 1 : key.length + 4) + sizeOf(inner, most - size)
    if (size > most) return size
  }
  return size
}
