/** How numbers, money, sizes and times are written. Missing is an en dash; unknown money is "unknown", never 0. */

const whole = new Intl.NumberFormat('en')

export const none = '–'

/** 399,976; from 100,000 on in thousands, 104 k, with the full number for a tooltip. */
export function count(value: number): string {
  if (value < 100_000) return whole.format(value)
  if (value < 10_000_000) return `${whole.format(Math.round(value / 1000))} k`
  return `${whole.format(Math.round(value / 1_000_000))} M`
}

export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' }

/** Two digits from a cent on, four below it. Unknown is said, never written as 0. */
export function money(value: string | null, currency = 'USD'): string {
  if (value === null) return 'unknown'
  const sign = signs[currency] ?? `${currency} `
  const written = plainMoney(value)
  return written.startsWith('<') ? `<${sign}${written.slice(1)}` : `${sign}${written}`
}

export function plainMoney(value: string): string {
  const amount = Number(value)
  if (amount === 0) return '0.00'
  if (amount < 0.0001) return '<0.0001'
  return amount < 0.01
    ? amount.toFixed(4)
    : amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

export function duration(ms: number | null): string {
  if (ms === null) return none
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`
}

export function bytes(value: number | null): string {
  if (value === null) return none
  if (value < 1024 * 1024) return `${Math.max(1, Math.round(value / 1024))} kB`
  const mb = value / 1024 / 1024
  return mb < 1024 ? `${Math.round(mb)} MB` : `${(mb / 1024).toFixed(1)} GB`
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' })
const clockMinutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const clockSeconds = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' })

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

const daysAgo = (then: Date, now: Date): number => Math.round((dayOf(now) - dayOf(then)) / 86_400_000)

/** 6 min, 1 h, yesterday, 18 Nov, Nov 2025; short enough for a column. */
export function ago(instant: string, now = new Date()): string {
  const then = new Date(instant)
  const seconds = (now.getTime() - then.getTime()) / 1000
  if (seconds < 60) return 'now'
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  const days = daysAgo(then, now)
  if (days === 0) return `${Math.floor(seconds / 3600)} h`
  if (days === 1) return 'yesterday'
  return then.getFullYear() === now.getFullYear() ? day.format(then) : monthYear.format(then)
}

/** today 09:15, yesterday 18:42, 18 Nov 12:00. */
export function when(instant: string, now = new Date()): string {
  const then = new Date(instant)
  const days = daysAgo(then, now)
  const name = days === 0 ? 'today' : days === 1 ? 'yesterday' : day.format(then)
  return `${name} ${clockMinutes.format(then)}`
}

export const clock = (instant: string): string => clockSeconds.format(new Date(instant))
export const shortClock = (instant: string): string => clockMinutes.format(new Date(instant))
/** For tooltips: the day and second, written out. */
export const exactly = (instant: string): string => full.format(new Date(instant))
