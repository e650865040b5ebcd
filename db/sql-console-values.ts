/** A row as JSON can carry it. */
export function plainRow(row: unknown): unknown[] {
  return Array.isArray(row) ? row.map(plain) : []
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`
  // Inside arrays, where the type of the elements is not asked for as text.
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  return Array.isArray(value) ? value.map(plain) : value
}

/** About how many bytes a row takes on its way. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + sizeOf(each), 2)
  return typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8
}
