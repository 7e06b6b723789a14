import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { FieldType, Job } from '@/api/types'
import { queries } from '@/queries'

export type ImportState = 'UPLOADED' | 'MAPPED' | 'CHECKING' | 'CHECKED' | 'COMMITTING' | 'DONE' | 'FAILED' | 'CANCELLED'
export type Policy = 'SKIP' | 'FILL' | 'OVERWRITE'

export interface Column {
  index: number
  header: string
  duplicate: boolean
  samples: string[]
  field: string | null
  confidence: number
}

export interface ProblemKind {
  code: string
  field: string
  message: string
  /** Worth knowing, but the row is taken. */
  notice: boolean
  count: number
  rows: { row: number; field: string; value: string | null; message: string }[]
}

export interface Import {
  id: string
  entity: string
  fileName: string
  format: string
  encoding: string | null
  sheets: string[]
  sheet: string | null
  headerRow: number
  columns: Column[]
  targets: { field: string; label: string; type: FieldType; required: boolean }[]
  rowCount: number | null
  state: ImportState
  duplicates: Policy | null
  jobId: string | null
  counts: { total: number; new: number; duplicate: number; invalid: number; created: number; updated: number; skipped: number }
  problems: ProblemKind[]
  hasErrorFile: boolean
  fileKept: boolean
}

const key = (id: string) => ['import', id]
const running = (state: ImportState | undefined) => state === 'CHECKING' || state === 'COMMITTING'

/** The import, asked again each second while it works. */
export function useImport(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => key(toValue(id))),
    queryFn: () => api.get<Import>(`/imports/${toValue(id)}`),
    refetchInterval: (query) => (running(query.state.data?.state) ? 1000 : false),
  })
}

/** The job behind a check or a commit, for its progress. */
export function useJob(id: MaybeRefOrGetter<string | null | undefined>, alive: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: computed(() => ['job', toValue(id)]),
    queryFn: () => api.get<Job>(`/jobs/${toValue(id)}`),
    enabled: computed(() => !!toValue(id)),
    refetchInterval: () => (toValue(alive) ? 700 : false),
  })
}

export async function upload(entity: string, file: File): Promise<Import> {
  const form = new FormData()
  form.append('file', file)
  const made = await api.post<Import>(`/${entity}/imports`, form)
  remember(made)
  return made
}

function remember(fresh: Import): void {
  queries.setQueryData(key(fresh.id), fresh)
}

export async function saveMapping(of: Import, change: { sheet?: string | null; headerRow?: number; columns?: { index: number; field: string | null }[] }): Promise<Import> {
  const fresh = await api.put<Import>(`/imports/${of.id}/mapping`, {
    sheet: change.sheet ?? of.sheet,
    headerRow: change.headerRow ?? of.headerRow,
    columns: change.columns,
  })
  remember(fresh)
  return fresh
}

export async function startCheck(id: string): Promise<void> {
  await api.post(`/imports/${id}/check`)
  await queries.invalidateQueries({ queryKey: key(id) })
}

export async function startCommit(id: string, duplicates: Policy): Promise<void> {
  await api.post(`/imports/${id}/commit`, { duplicates })
  await queries.invalidateQueries({ queryKey: key(id) })
}

export async function cancelJob(id: string): Promise<void> {
  await api.post(`/jobs/${id}/cancel`)
}

export const errorFile = (id: string) => `/api/v1/imports/${id}/errors`

/** Which of the four steps is shown for a state. */
export function stepOf(state: ImportState): 1 | 2 | 3 | 4 {
  if (state === 'UPLOADED' || state === 'MAPPED') return 2
  if (state === 'CHECKING' || state === 'CHECKED') return 3
  return 4
}
