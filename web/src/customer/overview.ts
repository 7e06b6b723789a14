import { useInfiniteQuery, useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { Rec } from '@/api/types'
import { queries } from '@/queries'
import { recordKey } from '@/record/records'
import type { Happening } from '@/record/timeline/timeline'

interface TimelinePage { items: Happening[]; nextCursor: string | null }

/** All that the customer's page shows at once. */
export interface Overview {
  record: Rec
  figures: { name: string; value: unknown }[]
  timeline: TimelinePage
  related: { entity: string; total: number; items: Rec[] }[]
}

const overviewKey = (id: string) => [...recordKey('customers', id), 'overview']
const fetchOverview = (id: string) => api.get<Overview>(`/customers/${id}/overview`)

export function useOverview(id: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: computed(() => overviewKey(toValue(id))), queryFn: () => fetchOverview(toValue(id)) })
}

/** The customer's timeline page by page; without a kind the first page is the overview's own. */
export function useTimeline(id: MaybeRefOrGetter<string>, kind: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...recordKey('customers', toValue(id)), 'timeline', toValue(kind)]),
    queryFn: async ({ pageParam, signal }) => {
      const customer = toValue(id)
      if (!pageParam && !toValue(kind)) {
        const overview = await queries.fetchQuery({ queryKey: overviewKey(customer), queryFn: () => fetchOverview(customer), staleTime: 1000 })
        return overview.timeline
      }
      return api.get<TimelinePage>(`/customers/${customer}/timeline`, { query: { kind: toValue(kind), cursor: pageParam }, signal })
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return { ...query, happenings: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}
