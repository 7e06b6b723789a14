import { computed, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import type { Condition, EntityMeta, Field, Me } from '@/api/types'
import { readStored, writeStored } from '@/ui/stored'
import { faceOf, type BuiltInView } from '../face'
import { all, fromAddress, toAddress } from '../filter/conditions'
import { fieldOf } from '../meta'

export const PAGE_SIZE = 50
/** Up to here pages are counted; further on the server is led from cursor to cursor. */
export const LAST_COUNTED_PAGE = 20

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * What the list shows, kept in the address: `view`, `q`, `f` (packed condition), `sort`, `cols`, `page`, `cursor`, `peek`.
 * So a link shows the same list to a colleague, and Back undoes.
 */
export function useListState(entity: Ref<string>, meta: Ref<EntityMeta | undefined>, me: Ref<Me | null>) {
  const route = useRoute()
  const router = useRouter()

  function set(changes: LocationQueryRaw, how: 'push' | 'replace' = 'push') {
    const query = { ...route.query, ...changes }
    for (const [name, value] of Object.entries(query)) if (value === undefined || value === null || value === '') delete query[name]
    return router[how]({ query })
  }
  /** Other rows are wanted: back to the first page. */
  const anew = (changes: LocationQueryRaw) => set({ page: undefined, cursor: undefined, ...changes })

  const views = computed<BuiltInView[]>(() => {
    const user = me.value
    return user ? (faceOf(entity.value).views ?? []).filter((view) => !view.visible || view.visible(user, meta.value)) : []
  })
  const view = computed(() => views.value.find((item) => item.key === route.query.view) ?? null)
  const viewFilter = computed<Condition | null>(() => (view.value && me.value ? view.value.filter(me.value) : null))
  const ownFilter = computed<Condition | null>(() => fromAddress(route.query.f))
  const filter = computed(() => all(viewFilter.value, ownFilter.value))
  const q = computed(() => text(route.query.q))
  const sort = computed(() => text(route.query.sort) || meta.value?.defaultSort || '')
  const page = computed(() => Math.max(1, Math.trunc(Number(text(route.query.page))) || 1))
  const cursor = computed(() => text(route.query.cursor) || null)
  const peek = computed(() => text(route.query.peek) || null)

  const standard = computed<string[]>(() => {
    const about = meta.value
    if (!about) return []
    const wanted = faceOf(entity.value).columns ?? about.fields.filter((field) => field.listed).map((field) => field.name)
    const known = wanted.filter((path) => fieldOf(about, path))
    return known.includes(about.displayField) ? known : [about.displayField, ...known]
  })
  const columns = computed<{ path: string; field: Field }[]>(() => {
    const about = meta.value
    if (!about) return []
    const stored = readStored<string[]>(`list.${entity.value}.columns`, [])
    const wanted = text(route.query.cols) ? text(route.query.cols).split(',') : stored.length ? stored : standard.value
    const paths = wanted[0] === about.displayField ? wanted : [about.displayField, ...wanted.filter((path) => path !== about.displayField)]
    return paths.flatMap((path) => {
      const field = fieldOf(about, path)
      return field ? [{ path, field }] : []
    })
  })
  function setColumns(paths: string[] | null) {
    writeStored(`list.${entity.value}.columns`, paths)
    void set({ cols: paths?.join(',') }, 'replace')
  }

  return {
    views, view, viewFilter, ownFilter, filter, q, sort, page, cursor, peek, columns, standard, setColumns,
    setView: (key: string | null) => anew({ view: key ?? undefined, f: undefined, q: undefined, peek: undefined, sort: undefined }),
    setFilter: (condition: Condition | null) => anew({ f: toAddress(condition) }),
    clear: () => anew({ f: undefined, q: undefined }),
    setQuery: (next: string) => anew({ q: next.trim() || undefined }),
    setSort: (next: string) => anew({ sort: next === meta.value?.defaultSort ? undefined : next || undefined }),
    setPeek: (id: string | null) => set({ peek: id ?? undefined }, 'replace'),
    setPage: (number: number, at: string | null) => set({ page: number > 1 ? String(number) : undefined, cursor: at ?? undefined }),
  }
}

export type ListState = ReturnType<typeof useListState>
