import { useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api } from '@/api/client'
import type { Condition, Page, Rec } from '@/api/types'
import { t } from '@/i18n'
import { sayProblem } from '@/record/edit'
import { listKey, refresh, spread } from '@/record/records'
import { toast } from '@/ui/toast'

/** So many days lie ahead on the page of the day. */
export const AHEAD = 7
const MOST = 200

export type Part = 'overdue' | 'today' | 'coming' | 'anytime'
export const PARTS: Part[] = ['overdue', 'today', 'coming', 'anytime']

export function startOfDay(at: Date, days = 0): Date {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days)
}

/** Where a task stands on the page of the day; a time of day that has passed today is still today's. */
export function partOf(dueAt: unknown, now: Date): Part {
  if (typeof dueAt !== 'string') return 'anytime'
  const due = new Date(dueAt)
  if (due < startOfDay(now)) return 'overdue'
  return due < startOfDay(now, 1) ? 'today' : 'coming'
}

export function parted(tasks: Rec[], now: Date): Record<Part, Rec[]> {
  const parts: Record<Part, Rec[]> = { overdue: [], today: [], coming: [], anytime: [] }
  for (const task of tasks) parts[partOf(task.dueAt, now)].push(task)
  return parts
}

function open(me: string, now: Date): Condition {
  return {
    op: 'and',
    conditions: [
      { field: 'ownerId', op: 'eq', value: me },
      { field: 'state', op: 'eq', value: 'OPEN' },
      { op: 'or', conditions: [{ field: 'dueAt', op: 'lt', value: startOfDay(now, AHEAD + 1).toISOString() }, { field: 'dueAt', op: 'isNull' }] },
    ],
  }
}

function finished(me: string, now: Date): Condition {
  return {
    op: 'and',
    conditions: [
      { field: 'ownerId', op: 'eq', value: me },
      { field: 'state', op: 'eq', value: 'DONE' },
      { field: 'doneAt', op: 'gte', value: startOfDay(now).toISOString() },
    ],
  }
}

function useTasks(name: string, filter: () => Condition | null, sort: string) {
  return useQuery({
    queryKey: computed(() => [...listKey('tasks'), name, filter()]),
    queryFn: ({ signal }) => api.get<Page>('/tasks', { query: { filter: JSON.stringify(filter()), sort, size: MOST, total: 'none' }, signal }),
    enabled: computed(() => filter() !== null),
    staleTime: 0,
  })
}

export function useDay(me: MaybeRefOrGetter<string | undefined>, now: MaybeRefOrGetter<Date>) {
  const of = (make: (me: string, now: Date) => Condition) => () => {
    const id = toValue(me)
    return id ? make(id, toValue(now)) : null
  }
  return { todo: useTasks('day', of(open), 'dueAt'), done: useTasks('day-done', of(finished), '-doneAt') }
}

/** The open tasks about a record, and those lately done. */
export function useTasksOf(field: 'customerId' | 'opportunityId', id: MaybeRefOrGetter<string>) {
  return useTasks(`of-${field}`, () => ({ op: 'and', conditions: [{ field, op: 'eq', value: toValue(id) }, { field: 'state', op: 'ne', value: 'CANCELLED' }] }), 'state,dueAt')
}

export type Move = 'complete' | 'cancel' | 'reopen'
const SAID: Record<Move, string> = { complete: 'task.completed', cancel: 'task.cancelled', reopen: 'task.reopened' }

/** Says done, given up or open again, and offers to take it back. */
export async function moveTask(task: Rec, move: Move): Promise<boolean> {
  try {
    const fresh = await api.post<Rec>(`/tasks/${task.id}/${move}`, {})
    spread('tasks', fresh)
    refresh('tasks', task.id)
    const undo = move === 'reopen' ? undefined : { label: t('record.undo'), run: () => void moveTask(fresh, 'reopen') }
    toast(t(SAID[move], { what: String(task.title) }), { action: undo })
    return true
  } catch (failure) {
    toast(sayProblem(failure), { tone: 'bad' })
    return false
  }
}

export async function putOff(task: Rec, dueAt: string | null): Promise<void> {
  try {
    spread('tasks', await api.patch<Rec>(`/tasks/${task.id}`, { version: task.version, dueAt }))
  } catch (failure) {
    toast(sayProblem(failure), { tone: 'bad' })
  }
  refresh('tasks', task.id)
}
