/** The smallest UUIDv7 of an instant's millisecond. */
export function firstIdOf(at: string): string {
  const hex = Math.max(0, Date.parse(at)).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`
}

/** The ids of a run's parts begin with its own time, give or take a step of the clock: months before it are not asked. */
export function beforePartsOf(id: string): string {
  const ms = Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
  return firstIdOf(new Date(Math.max(0, ms - 86_400_000)).toISOString())
}
