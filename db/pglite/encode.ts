type Bindable = string | Uint8Array | null
type Serializers = Readonly<Record<number, ((value: unknown) => string) | undefined>>

const bytea = 17

/** Turns values into what Bind takes. Bytes go as they are: PGlite's hexadecimal text costs 50 times as much. */
export function bindable(
  values: readonly unknown[],
  types: readonly number[],
  serializers: Serializers,
): Bindable[] {
  return values.map((value, at) => {
    if (value === null || value === undefined) return null
    const type = types[at] ?? 0
    if (type === bytea && value instanceof Uint8Array) return value
    return serializers[type]?.(value) ?? String(value)
  })
}

/** Several protocol messages as the one buffer that enters WASM once. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
