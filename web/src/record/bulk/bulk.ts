import { shallowRef } from 'vue'
import { api } from '@/api/client'
import type { EntityMeta, Job } from '@/api/types'
import { t } from '@/i18n'
import { queries } from '@/queries'
import { toast } from '@/ui/toast'
import { sayProblem } from '../edit'
import type { Which } from '../list/selection'
import { isWritable } from '../meta'
import { listKey } from '../records'

export type BulkAction = 'edit' | 'tag' | 'untag' | 'transfer' | 'claim' | 'release' | 'delete'

/** What is said beside which records. */
export interface Order { action: BulkAction; patch?: Record<string, unknown>; tags?: string[]; ownerId?: string; note?: string }

export interface Reason { code: string; field: string | null; message: string; count: number; records: { id: string; title: string | null }[] }
export interface Result {
  entity: string
  action?: BulkAction
  total: number
  changed: number
  same?: number
  refused: number
  reasons: Reason[]
  undoUntil?: string | null
  undoes?: string
}
interface BulkJob extends Omit<Job, 'result'> { result: Result | null; failure: string | null }

/** The work that is going on, wherever the user goes meanwhile. */
export const running = shallowRef<{ id: string; entity: string; undo: boolean; done: number; total: number | null } | null>(null)
/** What came of it, where not everything did. */
export const outcome = shallowRef<{ jobId: string; meta: EntityMeta; result: Result } | null>(null)

const AGAIN = 300

/** What the user may do with several records of the entity at once; with which of them, the server decides. */
export function actionsOf(meta: EntityMeta): BulkAction[] {
  const may = (action: EntityMeta['actions'][number]) => meta.actions.includes(action)
  const tags = meta.fields.some((field) => field.name === 'tags' && field.type === 'tags' && isWritable(field))
  const all: [BulkAction, boolean][] = [
    ['edit', may('edit') && bulkFields(meta).length > 0],
    ['tag', may('edit') && tags],
    ['transfer', may('transfer') && !!meta.owned],
    ['claim', meta.pool === 'CLAIM' && meta.verbs.includes('claim')],
    ['release', may('edit') && meta.verbs.includes('release')],
    ['delete', may('delete')],
  ]
  return all.filter(([, offered]) => offered).map(([action]) => action)
}

/** Fields that make sense with one value for many; the server refuses secrets. */
export const bulkFields = (meta: EntityMeta) =>
  meta.fields.filter((field) => isWritable(field) && field.sensitive !== 'ENCRYPTED' && !['files', 'json', 'tags'].includes(field.type) && field.name !== meta.displayField && field.name !== 'ownerId')

export const preview = (meta: EntityMeta, which: Which, action: BulkAction, signal?: AbortSignal) =>
  api.post<{ total: number; allowed: number }>(`/${meta.name}/bulk/preview`, { ...which, action }, { signal })

async function ended(id: string): Promise<BulkJob> {
  for (;;) {
    const job = await api.get<BulkJob>(`/jobs/${id}`)
    if (job.state !== 'QUEUED' && job.state !== 'RUNNING') return job
    if (running.value?.id === id) running.value = { ...running.value, done: job.done, total: job.total }
    await new Promise((done) => setTimeout(done, AGAIN))
  }
}

async function follow(meta: EntityMeta, id: string, undo: boolean): Promise<void> {
  running.value = { id, entity: meta.name, undo, done: 0, total: null }
  try {
    const job = await ended(id)
    if (job.state === 'FAILED') toast(job.failure ?? t('bulk.failed'), { tone: 'bad' })
    if (job.result) tell(meta, job, job.result, undo)
  } finally {
    running.value = null
    void queries.invalidateQueries({ queryKey: listKey(meta.name) })
    void queries.invalidateQueries({ queryKey: ['record', meta.name] })
  }
}

function tell(meta: EntityMeta, job: BulkJob, result: Result, undo: boolean): void {
  if (result.refused) {
    outcome.value = { jobId: job.id, meta, result }
    return
  }
  if (undo) return toast(t('bulk.undone', { n: result.changed }, result.changed))
  const text = result.changed || job.state === 'DONE' ? t(`bulk.done_${result.action}`, { n: result.changed }, result.changed) : t('bulk.cancelled')
  toast(text, { action: result.changed ? { label: t('record.undo'), run: () => void undoBulk(meta, job.id) } : undefined })
}

/** Throws ProblemError where the server refuses it as a whole; what becomes of single records is told when it has ended. */
export async function startBulk(meta: EntityMeta, which: Which, order: Order): Promise<void> {
  const { jobId } = await api.post<{ jobId: string }>(`/${meta.name}/bulk`, { ...which, ...order })
  void follow(meta, jobId, false).catch((failure: unknown) => toast(sayProblem(failure), { tone: 'bad' }))
}

export async function undoBulk(meta: EntityMeta, job: string): Promise<void> {
  outcome.value = null
  try {
    const { jobId } = await api.post<{ jobId: string }>(`/jobs/${job}/undo`)
    await follow(meta, jobId, true)
  } catch (failure) {
    toast(sayProblem(failure), { tone: 'bad' })
  }
}

export const cancelBulk = (id: string) => api.post(`/jobs/${id}/cancel`)
