import { shallowRef } from 'vue'
import { api, ProblemError } from '@/api/client'
import type { EntityMeta, Rec, Stale } from '@/api/types'
import { t } from '@/i18n'
import { queries } from '@/queries'
import { toast } from '@/ui/toast'
import { fieldOf, labelAt, valueAt } from './meta'
import { recordKey, refresh, spread } from './records'

/** Values by field path; a path with a dot reaches into a child record. */
export type Changes = Record<string, unknown>

export interface Conflict {
  meta: EntityMeta
  /** The record as the user had it, what the user wanted, and what the server now holds. */
  base: Rec
  mine: Changes
  mineLabels: Record<string, string>
  stale: Stale
  resolve: (changes: Changes | null) => void
}

/** The conflict that waits for the user's choice; the frame draws it. */
export const conflict = shallowRef<Conflict | null>(null)

export function bodyOf(changes: Changes): Record<string, unknown> {
  const body: Record<string, unknown> = {}
  for (const [path, value] of Object.entries(changes)) {
    const dot = path.indexOf('.')
    if (dot < 0) body[path] = value
    else {
      const child = path.slice(0, dot)
      body[child] = { ...(body[child] as object | undefined), [path.slice(dot + 1)]: value }
    }
  }
  return body
}

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The record as it will look: for the screen while the server still works. */
export function preview(rec: Rec, changes: Changes, labels: Record<string, string>): Rec {
  const next: Rec = { ...rec, labels: { ...rec.labels, ...labels } }
  for (const [name, value] of Object.entries(bodyOf(changes))) {
    const nested = Object.keys(changes).some((path) => path.startsWith(`${name}.`))
    next[name] = nested ? { ...(rec[name] as object | null), ...(value as object) } : value
  }
  return next
}

function isStale(failure: unknown): failure is ProblemError & { problem: Stale } {
  return failure instanceof ProblemError && failure.status === 409 && failure.code === 'STALE'
}

/** What both sides changed, and to different values. */
export function clashing(base: Rec, mine: Changes, current: Rec): string[] {
  return Object.keys(mine).filter((path) => {
    const theirs = valueAt(current, path)
    return !same(theirs, valueAt(base, path)) && !same(theirs, mine[path])
  })
}

/** Asks somewhere else than in the dialog which of two values shall stand. */
export type Ask = (conflict: Omit<Conflict, 'resolve'>) => Promise<Changes | null>

function askInDialog(asked: Omit<Conflict, 'resolve'>): Promise<Changes | null> {
  return new Promise<Changes | null>((resolve) => { conflict.value = { ...asked, resolve } }).finally(() => { conflict.value = null })
}

async function send(meta: EntityMeta, base: Rec, changes: Changes, labels: Record<string, string>, ask: Ask): Promise<Rec | null> {
  let version = base.version
  let wanted = changes
  for (;;) {
    try {
      return await api.patch<Rec>(`/${meta.name}/${base.id}`, { ...bodyOf(wanted), version })
    } catch (failure) {
      if (!isStale(failure)) throw failure
      const stale = failure.problem
      version = stale.current.version
      // Where the two sides touched different fields nobody needs to be asked.
      if (clashing(base, wanted, stale.current).length) {
        const chosen = await ask({ meta, base, mine: wanted, mineLabels: labels, stale })
        if (chosen === null || !Object.keys(chosen).length) return spreadBack(meta.name, stale.current)
        wanted = chosen
      }
      // A further change by somebody in the meantime is judged against what was just shown.
      base = stale.current
    }
  }
}

function spreadBack(entity: string, current: Rec): null {
  spread(entity, current)
  return null
}

/**
 * Saves a few fields at once: the screen shows them immediately, the toast offers undo, a conflict asks field by field.
 * Throws ProblemError where the server refuses; the screen is put back first.
 */
export async function saveFields(
  meta: EntityMeta,
  rec: Rec,
  changes: Changes,
  options: { labels?: Record<string, string>; quiet?: boolean; ask?: Ask } = {},
): Promise<Rec | null> {
  const labels = options.labels ?? {}
  const kept = Object.fromEntries(Object.entries(changes).filter(([path, value]) => !same(valueAt(rec, path), value)))
  if (!Object.keys(kept).length) return rec
  spread(meta.name, preview(rec, kept, labels))
  let saved: Rec | null
  try {
    saved = await send(meta, rec, kept, labels, options.ask ?? askInDialog)
  } catch (failure) {
    spread(meta.name, rec)
    throw failure
  }
  if (!saved) return null
  const fresh = saved
  spread(meta.name, fresh)
  void queries.invalidateQueries({ queryKey: recordKey(meta.name, rec.id), predicate: (query) => query.queryKey.length > 3 })
  if (!options.quiet) announce(meta, rec, fresh, kept)
  return fresh
}

function announce(meta: EntityMeta, before: Rec, after: Rec, changes: Changes): void {
  const paths = Object.keys(changes)
  const first = fieldOf(meta, paths[0] ?? '')
  const what = paths.length === 1 && first ? first.label : t('record.fieldsCount', { n: paths.length })
  // A masked value can't be put back: it was never on this screen.
  const undoable = paths.every((path) => !String(valueAt(before, path) ?? '').includes('*'))
  toast(t('record.saved', { what }), {
    action: undoable ? { label: t('record.undo'), run: () => void undo(meta, before, after, paths) } : undefined,
  })
}

async function undo(meta: EntityMeta, before: Rec, after: Rec, paths: string[]): Promise<void> {
  const back = Object.fromEntries(paths.map((path) => [path, valueAt(before, path) ?? null]))
  const labels: Record<string, string> = {}
  for (const path of paths) {
    const label = labelAt(before, path)
    if (label) labels[path] = label
  }
  try {
    await saveFields(meta, after, back, { labels, quiet: true })
    toast(t('record.undone'))
  } catch (failure) {
    toast(failure instanceof ProblemError ? failure.message : String(failure), { tone: 'bad' })
    refresh(meta.name, before.id)
  }
}

/** A refusal in one sentence, for a toast; field messages first. */
export function sayProblem(failure: unknown): string {
  if (!(failure instanceof ProblemError)) return String(failure)
  return failure.errors[0]?.message ?? failure.message
}
