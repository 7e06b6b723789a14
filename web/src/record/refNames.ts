import { useQueries } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { Rec } from '@/api/types'
import { useMeta } from './meta'

/** What records are called that a filter or a draft only knows by id. Few at a time; kept for the session. */
export function useRefNames(entity: MaybeRefOrGetter<string>, ids: MaybeRefOrGetter<string[]>) {
  const { data: meta } = useMeta(entity)
  const wanted = computed(() => [...new Set(toValue(ids))].slice(0, 30))
  const found = useQueries({
    queries: computed(() =>
      wanted.value.map((id) => ({
        queryKey: ['name', toValue(entity), id],
        queryFn: async () => (await api.get<Rec>(`/${toValue(entity)}/${id}`)) as Rec,
        staleTime: Infinity,
        retry: false,
      }))),
  })
  const names = computed(() => {
    const field = meta.value?.displayField
    const map = new Map<string, string>()
    for (const result of found.value) {
      const rec = result.data
      if (rec && field && typeof rec[field] === 'string') map.set(rec.id, rec[field])
    }
    return map
  })
  return { nameOf: (id: string): string => names.value.get(id) ?? `#${id}` }
}
