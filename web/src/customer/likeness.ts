/** A customer that may be the one being typed in, and why. */
export interface Likeness { id: string; title: string; why: string }

/** What companies of one kind share at the end of their names tells nothing about which it is. */
const KIND = /(\u80a1\u4efd|\u96c6\u56e2)?(\u6709\u9650|\u6709\u9650\u8d23\u4efb)?\u516c\u53f8$/u
const SHORTEST_NAME = 3

/** The name without its legal form, once it is long enough to mean something. */
export function nameToLookFor(typed: unknown): string | null {
  const name = typeof typed === 'string' ? typed.trim().replace(KIND, '') : ''
  return name.length >= SHORTEST_NAME ? name : null
}

/** The digits of a number that looks whole: 11 of a Chinese mobile, at least 8 abroad. */
export function numberToLookFor(typed: unknown): string | null {
  if (typeof typed !== 'string' || typed.includes('*')) return null
  const digits = typed.replace(/\D/g, '')
  const home = /^(?:86)?(1\d{10})$/.exec(digits)
  if (home) return home[1] ?? null
  return typed.trim().startsWith('+') && !digits.startsWith('86') && digits.length >= 8 ? digits : null
}

/** Each customer once, for the reason named first. */
export function withoutTwice(found: Likeness[]): Likeness[] {
  return found.filter((one, at) => found.findIndex((other) => other.id === one.id) === at)
}
