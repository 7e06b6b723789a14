import type { Rec } from '@/api/types'

/** What an entry tells beyond who, when and what: pairs of a name and its values before and after. */
export interface AuditFact { name: string; text?: string; before?: string; after?: string }

const plain = (value: unknown): string =>
  value === null || value === undefined || value === '' ? '' : Array.isArray(value) ? value.map(plain).join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value)

interface Permission { entity: string; actions?: string[]; scope?: string; pool?: string; fields?: Record<string, string> }
const isPermissions = (value: unknown): value is Permission[] => Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null && 'entity' in item)

/** A network address without its run of noughts. */
export function shortAddress(address: unknown): string {
  if (typeof address !== 'string') return ''
  if (!address.includes(':') || address.includes('::')) return address
  const runs = [...address.matchAll(/(?:^|:)(?:0:)+0(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length)
  const longest = runs[0]
  if (!longest) return address
  const short = `${address.slice(0, longest.index)}::${address.slice(longest.index + longest[0].length)}`
  return short.replace(/:{3,}/, '::')
}

/** A role's rights line by line, so that two of them can be laid side by side. */
export function rightsOf(value: unknown): Map<string, string> {
  const lines = new Map<string, string>()
  if (!isPermissions(value)) return lines
  for (const one of value) {
    for (const action of one.actions ?? []) lines.set(`${one.entity}\u0000${action}`, one.scope ?? '')
    if (one.pool) lines.set(`${one.entity}\u0000pool`, one.pool)
    for (const [field, mode] of Object.entries(one.fields ?? {})) lines.set(`${one.entity}\u0000field.${field}`, mode)
  }
  return lines
}

export interface RightChange { entity: string; what: string; before: string; after: string }
export function rightChanges(before: unknown, after: unknown): RightChange[] {
  const was = rightsOf(before)
  const is = rightsOf(after)
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((key) => {
    const [entity = '', what = ''] = key.split('\u0000')
    const old = was.get(key) ?? ''
    const now = is.get(key) ?? ''
    return old === now ? [] : [{ entity, what, before: old, after: now }]
  })
}

/** The facts of an entry as names and texts; a name that ends in Before belongs to the one without. */
export function factsOf(entry: Rec): AuditFact[] {
  const detail = (entry.detail ?? {}) as Record<string, unknown>
  return Object.entries(detail).flatMap<AuditFact>(([name, value]) => {
    if (name.endsWith('Before') || name === 'before' || name === 'after') return []
    const before = detail[`${name}Before`]
    if (before !== undefined) return [{ name, before: plain(before), after: plain(value) }]
    const text = plain(value)
    return text ? [{ name, text }] : []
  })
}
