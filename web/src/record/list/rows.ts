import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, watch, type Ref } from 'vue'
import { api } from '@/api/client'
import type { EntityMeta, Page } from '@/api/types'
import { faceOf } from '../face'
import { listKey } from '../records'
import { LAST_COUNTED_PAGE, PAGE_SIZE, type ListState } from './state'

/** The rows of the list's state, the way to the next and previous page, and the exact count on demand. */
export function useRows(entity: Ref<string>, meta: Ref<EntityMeta | undefined>, state: ListState) {
  const fields = computed(() => {
    const about = meta.value
    if (!about) return ''
    const face = faceOf(entity.value)
    const paths = ['id', 'version', about.displayField, about.codeField, ...state.columns.value.map((column) => column.path), ...(face.card ?? []), face.call]
    const known = new Set(['id', 'version', ...about.fields.map((field) => field.name), ...about.children.map((child) => child.name)])
    const roots = paths.filter((path): path is string => !!path).map((path) => (known.has(path) ? path : (path.split('.')[0] as string)))
    return [...new Set(roots)].filter((name) => known.has(name)).join(',')
  })
  const what = computed(() => ({
    q: state.q.value,
    filter: state.filter.value ? JSON.stringify(state.filter.value) : undefined,
    sort: state.sort.value,
  }))
  const query = computed(() => ({
    ...what.value,
    size: PAGE_SIZE,
    fields: fields.value,
    ...(state.cursor.value ? { cursor: state.cursor.value } : { page: state.page.value }),
  }))

  const result = useQuery({
    queryKey: computed(() => [...listKey(entity.value), query.value]),
    queryFn: ({ signal }) => api.get<Page>(`/${entity.value}`, { query: query.value, signal }),
    enabled: computed(() => !!meta.value && state.ready.value),
    // The old rows stay while the next ones come, but never those of another entity.
    placeholderData: (old, asked) => (asked?.queryKey[1] === entity.value ? keepPreviousData(old) : undefined),
  })

  // Cursors seen on the way forward, so that Previous works beyond the counted pages.
  const trail = new Map<number, string>()
  watch([what, entity], () => trail.clear())
  const page = computed(() => result.data.value)
  const hasNext = computed(() => {
    const data = page.value
    if (!data) return false
    return !!data.nextCursor || (data.total !== null && data.totalExact && state.page.value * PAGE_SIZE < data.total)
  })
  function next() {
    const number = state.page.value + 1
    const cursor = number > LAST_COUNTED_PAGE ? (page.value?.nextCursor ?? null) : null
    if (cursor) trail.set(number, cursor)
    return state.setPage(number, cursor)
  }
  function previous() {
    const number = Math.max(1, state.page.value - 1)
    if (number <= LAST_COUNTED_PAGE) return state.setPage(number, null)
    const cursor = trail.get(number)
    return cursor ? state.setPage(number, cursor) : state.setPage(1, null)
  }

  const counted = ref<number | null>(null)
  const counting = ref(false)
  watch([what, entity], () => { counted.value = null })
  async function countExactly() {
    counting.value = true
    try {
      const answer = await api.get<Page>(`/${entity.value}`, { query: { ...what.value, size: 1, fields: 'id', total: 'exact' } })
      counted.value = answer.total
    } finally {
      counting.value = false
    }
  }

  return { ...result, page, query, hasNext, next, previous, counted, counting, countExactly }
}

export type Rows = ReturnType<typeof useRows>
