import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { Condition, Page, Rec } from '@/api/types'
import { useMeta } from '@/record/meta'
import { listKey } from '@/record/records'
import { optionLabel } from '@/record/format'
import type { Happening } from '@/record/timeline/timeline'

/** Follow-ups that name a record in one of their fields, as a timeline of their own. */
export function useTalks(by: 'contactId' | 'opportunityId', id: MaybeRefOrGetter<string>) {
  const { data: meta } = useMeta('follow-ups')
  const filter = computed(() => JSON.stringify({ field: by, op: 'eq', value: toValue(id) } satisfies Condition))
  const query = useInfiniteQuery({
    queryKey: computed(() => [...listKey('follow-ups'), 'of', by, toValue(id)]),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page>('/follow-ups', { query: { filter: filter.value, sort: '-occurredAt', size: 20, total: 'none', cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  const method = computed(() => meta.value?.fields.find((field) => field.name === 'method'))
  const happenings = computed(() => query.data.value?.pages.flatMap((page) => page.items.map(told)) ?? [])

  function told(rec: Rec): Happening {
    const author = rec.labels?.authorId ?? rec.labels?.createdBy
    const contact = rec.labels?.contactId
    return {
      kind: 'followUp', at: String(rec.occurredAt), entity: 'follow-ups', id: rec.id, method: rec.method,
      by: typeof author === 'string' ? { id: String(rec.authorId ?? ''), name: author } : null,
      title: method.value ? optionLabel(method.value, rec.method) : '', text: String(rec.content ?? ''),
      nextAction: rec.nextAction, nextActionAt: rec.nextActionAt, contactName: by !== 'contactId' && typeof contact === 'string' ? contact : undefined,
    }
  }
  return { ...query, happenings }
}
