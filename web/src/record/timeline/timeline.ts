import type { VersionEntry } from '@/api/types'

/** Something that happened around a record, as the server tells it. */
export interface Happening {
  kind: string
  at: string
  by: { id: string; name: string } | null
  title: string
  text: string | null
  entity: string
  id: string
  changes?: VersionEntry['changes']
  /** What led to a change where nobody typed it. */
  cause?: string | null
  [extra: string]: unknown
}

/** One line of the timeline: a happening, or a run of small edits folded into one. */
export interface TimelineEntry {
  key: string
  at: Date
  first: Happening
  /** More than one only where edits were folded; newest first. */
  run: Happening[]
}

export interface TimelineGroup { key: string; label: 'today' | 'week' | 'month'; date: Date; entries: TimelineEntry[] }

const FOLD_WITHIN_MS = 6 * 3_600_000

function foldable(above: Happening, item: Happening): boolean {
  return above.kind === 'change' && item.kind === 'change' && !above.cause && !item.cause && above.entity === item.entity && above.id === item.id
    && above.by?.id === item.by?.id && (above.changes?.length ?? 0) > 0 && (item.changes?.length ?? 0) > 0
    && new Date(above.at).getTime() - new Date(item.at).getTime() <= FOLD_WITHIN_MS
}

/** Folds runs of edits that one person made to one record in one sitting. `items` newest first. */
export function fold(items: Happening[]): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  for (const [at, item] of items.entries()) {
    const last = entries.at(-1)
    const above = last?.run.at(-1)
    if (last && above && foldable(above, item)) last.run.push(item)
    else entries.push({ key: `${item.kind}/${item.entity}/${item.id}/${item.at}/${at}`, at: new Date(item.at), first: item, run: [item] })
  }
  return entries
}

/** The changes of a run as one step: first value before, last value after; what came back to where it was is left out. */
export function combined(run: Happening[]): VersionEntry['changes'] {
  const found = new Map<string, VersionEntry['changes'][number]>()
  for (const item of run) {
    for (const change of item.changes ?? []) {
      const later = found.get(change.field)
      found.set(change.field, later ? { ...later, old: change.old } : { ...change })
    }
  }
  return [...found.values()].filter((change) => JSON.stringify(change.old) !== JSON.stringify(change.new))
}

const dayStart = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate())

/** Monday of the week. */
function weekStart(date: Date): Date {
  const start = dayStart(date)
  start.setDate(start.getDate() - ((start.getDay() + 6) % 7))
  return start
}

/** Today, this week, then month by month. */
export function grouped(entries: TimelineEntry[], now = new Date()): TimelineGroup[] {
  const groups: TimelineGroup[] = []
  const today = dayStart(now)
  const week = weekStart(now)
  for (const entry of entries) {
    const label = entry.at >= today ? 'today' : entry.at >= week ? 'week' : 'month'
    const date = label === 'today' ? today : label === 'week' ? week : new Date(entry.at.getFullYear(), entry.at.getMonth(), 1)
    const key = `${label}${date.getTime()}`
    const last = groups.at(-1)
    if (last?.key === key) last.entries.push(entry)
    else groups.push({ key, label, date, entries: [entry] })
  }
  return groups
}
