import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { Page, Rec } from '@/api/types'
import { t } from '@/i18n'
import { queries } from '@/queries'
import { toast } from '@/ui/toast'

/** Everything about one record (overview, timeline, versions …) is cached below this key, so that one save refreshes all of it. */
export const recordKey = (entity: string, id: string) => ['record', entity, id]
export const listKey = (entity: string) => ['list', entity]

export function useRecord(entity: MaybeRefOrGetter<string>, id: MaybeRefOrGetter<string | null>) {
  return useQuery({
    queryKey: computed(() => recordKey(toValue(entity), toValue(id) ?? '')),
    queryFn: ({ signal }) => api.get<Rec>(`/${toValue(entity)}/${toValue(id)}`, { signal }),
    enabled: computed(() => !!toValue(id)),
  })
}

function merged(row: Rec, fresh: Rec): Rec {
  return { ...row, ...fresh, labels: { ...row.labels, ...fresh.labels } }
}

/** Puts a record, or part of one, into every list and page that shows it. Never makes one older. */
export function spread(entity: string, fresh: Rec): void {
  queries.setQueryData<Rec>(recordKey(entity, fresh.id), (old) => (old ? merged(old, fresh) : undefined))
  queries.setQueriesData<Page>({ queryKey: listKey(entity) }, (page) => {
    // Below the same key there may be lists of another build (pages in one, a board).
    if (!page?.items?.some((row) => row.id === fresh.id)) return page
    return { ...page, items: page.items.map((row) => (row.id === fresh.id ? merged(row, fresh) : row)) }
  })
}

/** After a save that others depend on: lists again, and the parts below the record. */
export function refresh(entity: string, id?: string): void {
  void queries.invalidateQueries({ queryKey: listKey(entity) })
  if (id) void queries.invalidateQueries({ queryKey: recordKey(entity, id) })
}

export async function createRecord(entity: string, body: Record<string, unknown>, key: string): Promise<Rec> {
  const rec = await api.post<Rec>(`/${entity}`, body, { headers: { 'Idempotency-Key': key } })
  refresh(entity)
  return rec
}

export async function deleteRecord(entity: string, rec: Rec): Promise<void> {
  await api.delete(`/${entity}/${rec.id}`, { headers: { 'If-Match': `"${rec.version}"` } })
  refresh(entity)
}

/** Deletes at once and offers to take it back: the recycle bin makes a question needless. */
export async function deleteWithUndo(entity: string, rec: Rec, title: string): Promise<void> {
  await deleteRecord(entity, rec)
  toast(t('record.deleted', { what: title }), {
    action: { label: t('record.undo'), run: () => void restoreRecord(entity, rec.id).then(() => toast(t('record.restored', { what: title }))).catch((failure: Error) => toast(failure.message, { tone: 'bad' })) },
  })
}

export async function restoreRecord(entity: string, id: string): Promise<void> {
  await api.post(`/${entity}/${id}/restore`)
  refresh(entity, id)
}

export async function revealField(entity: string, id: string, field: string, reason: string): Promise<string> {
  return (await api.post<{ value: string }>(`/${entity}/${id}/reveal`, { field, reason })).value
}
