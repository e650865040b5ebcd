import { locale, t } from '../i18n'

/** How numbers, money, sizes and times are written. Missing is an en dash; unknown money is "unknown", never 0. */

export { count } from '../i18n'

export const none = '–'

const digits = (value: number, places: number): string =>
  value.toLocaleString(locale(), { minimumFractionDigits: places, maximumFractionDigits: places })

const signs: Record<string, string> = { USD: '$', EUR: '€', GBP: '£' }

/** Two digits from a cent on, four below it. Unknown is said, never written as 0. */
export function money(value: string | null, currency = 'USD'): string {
  if (value === null) return t('format.unknown')
  const sign = signs[currency] ?? `${currency} `
  const written = plainMoney(value)
  return written.startsWith('<') ? `<${sign}${written.slice(1)}` : `${sign}${written}`
}

export function plainMoney(value: string): string {
  const amount = Number(value)
  if (amount === 0) return digits(0, 2)
  if (amount < 0.0001) return `<${digits(0.0001, 4)}`
  return digits(amount, amount < 0.01 ? 4 : 2)
}

export function duration(ms: number | null): string {
  if (ms === null) return none
  if (ms < 1000) return t('format.milliseconds', { value: Math.round(ms) })
  if (ms < 60_000) return t('format.seconds', { value: digits(ms / 1000, ms < 10_000 ? 2 : 1) })
  return t('format.minutesAndSeconds', {
    minutes: Math.floor(ms / 60_000),
    seconds: Math.round((ms % 60_000) / 1000),
  })
}

export function bytes(value: number | null): string {
  if (value === null) return none
  if (value < 1024 * 1024) return `${Math.max(1, Math.round(value / 1024))} kB`
  const mb = value / 1024 / 1024
  return mb < 1024 ? `${Math.round(mb)} MB` : `${digits(mb / 1024, 1)} GB`
}

/** The mean of some ratings: 4.6. */
export const rating = (value: number): string => digits(value, 1)

/** A way to write an instant, made once a language. */
function dates(options: Intl.DateTimeFormatOptions): (date: Date) => string {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (date) => {
    const format = made.get(locale()) ?? new Intl.DateTimeFormat(locale(), options)
    made.set(locale(), format)
    return format.format(date)
  }
}

const day = dates({ day: 'numeric', month: 'short' })
const monthYear = dates({ month: 'short', year: 'numeric' })
const clockMinutes = dates({ hour: '2-digit', minute: '2-digit' })
const clockSeconds = dates({ timeStyle: 'medium' })
const full = dates({ dateStyle: 'full', timeStyle: 'medium' })

const dayOf = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()

const daysAgo = (then: Date, now: Date): number => Math.round((dayOf(now) - dayOf(then)) / 86_400_000)

/** 6 min, 1 h, yesterday, 18 Nov, Nov 2025; short enough for a column. */
export function ago(instant: string, now = new Date()): string {
  const then = new Date(instant)
  const seconds = (now.getTime() - then.getTime()) / 1000
  if (seconds < 60) return t('format.now')
  if (seconds < 3600) return t('format.minutesAgo', { minutes: Math.floor(seconds / 60) })
  const days = daysAgo(then, now)
  if (days === 0) return t('format.hoursAgo', { hours: Math.floor(seconds / 3600) })
  if (days === 1) return t('format.yesterday')
  return then.getFullYear() === now.getFullYear() ? day(then) : monthYear(then)
}

/** today 09:15, yesterday 18:42, 18 Nov 12:00. */
export function when(instant: string, now = new Date()): string {
  const then = new Date(instant)
  const days = daysAgo(then, now)
  const name = days === 0 ? t('format.today') : days === 1 ? t('format.yesterday') : day(then)
  return t('format.dayAndTime', { day: name, time: clockMinutes(then) })
}

export const clock = (instant: string): string => clockSeconds(new Date(instant))
export const shortClock = (instant: string): string => clockMinutes(new Date(instant))
/** For tooltips: the day and second, written out. */
export const exactly = (instant: string): string => full(new Date(instant))
