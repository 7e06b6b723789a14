import { useQueries } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '@/api/client'
import type { Condition, EntityMeta, Rec } from '@/api/types'
import { loadMeta } from '../meta'
import { namedRecords, type Words } from './words'

/** Everything needed to say a tree in words; names of referenced records arrive as they load. */
export function useWords(meta: MaybeRefOrGetter<EntityMeta | undefined>, condition: MaybeRefOrGetter<Condition | null>) {
  const { t, locale } = useI18n()
  const wanted = computed(() => {
    const about = toValue(meta)
    if (!about) return []
    return [...namedRecords(about, toValue(condition))].flatMap(([entity, ids]) => [...new Set(ids)].slice(0, 20).map((id) => ({ entity, id })))
  })
  const names = useQueries({
    queries: computed(() =>
      wanted.value.map(({ entity, id }) => ({
        queryKey: ['label', entity, id],
        queryFn: async () => {
          const [about, rec] = await Promise.all([loadMeta(entity), api.get<Rec>(`/${entity}/${id}`)])
          return { key: `${entity}/${id}`, name: String(rec[about.displayField] ?? `#${id}`) }
        },
        staleTime: Infinity,
        retry: false,
      }))),
  })
  const known = computed(() => new Map(names.value.flatMap((item) => (item.data ? [[item.data.key, item.data.name] as const] : []))))
  const words = computed<Words>(() => ({
    t: (key, values) => t(key, values ?? {}),
    locale: locale.value,
    nameOf: (entity, id) => known.value.get(`${entity}/${id}`) ?? `#${id}`,
  }))
  return words
}
