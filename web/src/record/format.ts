import type { Field } from '@/api/types'

const DAY = 86_400_000
const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`
  let found = cache.get(key) as Intl.NumberFormat | undefined
  if (!found) cache.set(key, (found = new Intl.NumberFormat(locale, options)))
  return found
}
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`
  let found = cache.get(key) as Intl.DateTimeFormat | undefined
  if (!found) cache.set(key, (found = new Intl.DateTimeFormat(locale, options)))
  return found
}

/** Thousands separators; cents only where there are some. */
export function money(value: number, locale: string, sign = false): string {
  const cents = Math.round(value * 100) % 100 !== 0
  const digits = { minimumFractionDigits: cents ? 2 : 0, maximumFractionDigits: 2 }
  return (sign ? '¥' : '') + numberFormat(locale, digits).format(value)
}

/** Large amounts in few signs: wan and yi in Chinese, K and M in English. */
export function moneyShort(value: number, locale: string): string {
  if (Math.abs(value) < 10_000) return money(value, locale, true)
  return '¥' + numberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 }).format(value)
}

export function number(value: number, locale: string, scale?: number | null): string {
  return numberFormat(locale, { maximumFractionDigits: scale ?? 6 }).format(value)
}

/** `yyyy-MM-dd` as a local day, never shifted by a time zone. */
export function parseDay(text: string): Date {
  const [year, month, day] = text.split('-').map(Number)
  return new Date(year ?? 1970, (month ?? 1) - 1, day ?? 1)
}

export function dayText(date: Date, locale: string, now = new Date()): string {
  return dateFormat(locale, date.getFullYear() === now.getFullYear()
    ? { month: 'short', day: 'numeric' }
    : { year: 'numeric', month: 'short', day: 'numeric' }).format(date)
}

/** A day that is read beside others: the year only where it isn't the coming or past one. */
export function dayNear(date: Date, locale: string, now = new Date()): string {
  const near = Math.abs(date.getTime() - now.getTime()) < 300 * DAY
  return dateFormat(locale, near ? { month: 'short', day: 'numeric' } : { year: 'numeric', month: 'short', day: 'numeric' }).format(date)
}

export function exact(date: Date, locale: string): string {
  return dateFormat(locale, { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false }).format(date)
}

/** A near moment in few signs: day, weekday, time. */
export function exactShort(date: Date, locale: string): string {
  return dateFormat(locale, { month: 'short', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hour12: false }).format(date)
}

export function clock(date: Date, locale: string): string {
  return dateFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false }).format(date)
}

export function weekday(date: Date, locale: string): string {
  return dateFormat(locale, { weekday: 'short' }).format(date)
}

/** A day with its weekday, in the order the language has. */
export function dayOfWeek(date: Date, locale: string, now = new Date()): string {
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const }
  return dateFormat(locale, { ...year, month: 'short', day: 'numeric', weekday: 'short' }).format(date)
}

/** A label inside a sentence: English writes it small, unless it is an abbreviation. */
export function inSentence(label: string, locale: string): string {
  return locale === 'en' && /^[A-Z][^A-Z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
}

export function monthText(date: Date, locale: string, now = new Date()): string {
  return dateFormat(locale, date.getFullYear() === now.getFullYear() ? { month: 'short' } : { year: 'numeric', month: 'short' }).format(date)
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}

/** Calendar days from `date` to `now`; negative in the future. */
export function daysAgo(date: Date, now = new Date()): number {
  return Math.round((startOfDay(now) - startOfDay(date)) / DAY)
}

/** Minutes, hours and days within a week, else the date. With `far` days are counted up to 60. */
export function relative(date: Date, locale: string, now = new Date(), far = false): string {
  const minutes = Math.round((now.getTime() - date.getTime()) / 60_000)
  const days = daysAgo(date, now)
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: locale.startsWith('zh') ? 'long' : 'short' })
  if (Math.abs(minutes) < 60) return words.format(-minutes, 'minute')
  if (days === 0) return words.format(-Math.round(minutes / 60), 'hour')
  if (Math.abs(days) <= (far ? 60 : 7)) return words.format(-days, 'day')
  return dayText(date, locale, now)
}

export const isNumeric = (field: Field): boolean =>
  field.type === 'money' || field.type === 'number' || field.type === 'integer' || field.type === 'percent'

export function optionLabel(field: Field, code: unknown): string {
  return field.options?.find((option) => option.code === code)?.label ?? String(code)
}
