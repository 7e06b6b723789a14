import { computed, watch, type Ref } from 'vue'
import { useRoute, useRouter, type LocationQueryRaw } from 'vue-router'
import type { Condition, EntityMeta, Me } from '@/api/types'
import { readStored, writeStored } from '@/ui/stored'
import { faceOf, type BuiltInView } from '../face'
import { all, fromAddress, toAddress } from '../filter/conditions'
import { fieldOf, isCustom } from '../meta'
import { available, useViews, type SavedView } from '../views/views'
import { arranged, packColumns, sameColumns, shownAs, unpackColumns, withFields, type Column, type ColumnSpec } from './columns'

export const PAGE_SIZE = 50
/** Up to here pages are counted; further on the server is led from cursor to cursor. */
export const LAST_COUNTED_PAGE = 20
/** In the address: all records although a view is set to open first; no condition although the view has some. */
const ALL = 'all'
const NONE = 'none'
const PARTS = ['view', 'q', 'f', 'sort', 'cols', 'page', 'cursor', 'peek']

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const same = (a: Condition | null, b: Condition | null) => JSON.stringify(a) === JSON.stringify(b)

/**
 * What the list shows, kept in the address: `view`, `q`, `f` (packed condition), `sort`, `cols`, `page`, `cursor`, `peek`.
 * So a link shows the same list to a colleague, and Back undoes. Over a stored view `f`, `sort` and `cols` say what differs from it.
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

  const { saved, standard, ready: viewsReady } = useViews(entity)
  const views = computed<BuiltInView[]>(() => {
    const user = me.value
    return user ? (faceOf(entity.value).views ?? []).filter((view) => !view.visible || view.visible(user, meta.value)) : []
  })
  const view = computed(() => views.value.find((item) => item.key === route.query.view) ?? null)
  const savedView = computed<SavedView | null>(() => saved.value.find((item) => item.id === route.query.view) ?? null)
  /** A link to a view that is gone, or not for this reader. */
  const viewGone = computed(() => /^\d+$/.test(text(route.query.view)) && viewsReady.value && !savedView.value)
  const opensWith = computed(() => (standard.value && (saved.value.some((item) => item.id === standard.value) || views.value.some((item) => item.key === standard.value)) ? standard.value : null))

  const here = computed(() => route.path.split('/').includes(entity.value))
  const bare = computed(() => here.value && !PARTS.some((part) => route.query[part] !== undefined))
  watch([bare, opensWith], () => {
    if (bare.value && opensWith.value) void router.replace({ query: { ...route.query, view: opensWith.value } })
  }, { immediate: true })
  /** Whether it is known what to show. */
  const ready = computed(() => viewsReady.value && !!me.value && !(bare.value && opensWith.value))

  const viewFilter = computed<Condition | null>(() => (view.value && me.value ? view.value.filter(me.value) : null))
  const ownFilter = computed<Condition | null>(() => (route.query.f === NONE ? null : fromAddress(route.query.f) ?? savedView.value?.filter ?? null))
  const filter = computed(() => available(all(viewFilter.value, ownFilter.value)))
  const q = computed(() => text(route.query.q))
  const usualSort = computed(() => savedView.value?.sort || meta.value?.defaultSort || '')
  const sort = computed(() => text(route.query.sort) || usualSort.value)
  const page = computed(() => Math.max(1, Math.trunc(Number(text(route.query.page))) || 1))
  const cursor = computed(() => text(route.query.cursor) || null)
  const peek = computed(() => text(route.query.peek) || null)

  const standardColumns = computed<ColumnSpec[]>(() => {
    const about = meta.value
    if (!about) return []
    const listed = about.fields.filter((field) => field.listed)
    const face = faceOf(entity.value).columns
    const wanted = face ? [...face, ...listed.filter(isCustom).map((field) => field.name)] : listed.map((field) => field.name)
    return wanted.filter((path) => fieldOf(about, path)).map((path) => ({ path, width: null, pinned: false }))
  })
  const storedKey = computed(() => `list.${entity.value}.columns`)
  /** Without a stored view the columns are the user's own in this browser. */
  const usualColumns = computed<ColumnSpec[]>(() => {
    const about = meta.value
    if (!about) return []
    if (savedView.value?.columns.length) return arranged(savedView.value.columns, about.displayField)
    const kept = savedView.value ? [] : readStored<string[]>(storedKey.value, []).flatMap(unpackColumns)
    return arranged(kept.length ? kept : standardColumns.value, about.displayField)
  })
  const columns = computed<Column[]>(() => {
    const about = meta.value
    if (!about) return []
    const asked = unpackColumns(text(route.query.cols))
    return withFields(about, asked.length ? arranged(asked, about.displayField) : usualColumns.value)
  })
  const specs = computed<ColumnSpec[]>(() => columns.value.map(({ path, width, pinned }) => ({ path, width, pinned })))
  function setSpecs(next: ColumnSpec[] | null) {
    const about = meta.value
    if (!about) return
    const wanted = next ? arranged(next, about.displayField) : null
    if (!savedView.value) writeStored(storedKey.value, wanted ? wanted.map((column) => packColumns([column])) : null)
    const differs = wanted && (!savedView.value || !sameColumns(wanted, usualColumns.value))
    void set({ cols: differs ? packColumns(wanted) : undefined }, 'replace')
  }

  /** Whether the list differs from the stored view it stands on; without one, whether there is anything to store. */
  const changed = computed(() => !!(route.query.sort || route.query.cols) || (savedView.value ? route.query.f !== undefined && !same(ownFilter.value, savedView.value.filter) : !!ownFilter.value))
  const keyOf = (key: string | null) => key ?? (opensWith.value ? ALL : undefined)

  return {
    views, view, saved, savedView, viewGone, opensWith, ready, changed, viewFilter, ownFilter, filter, q, sort, page, cursor, peek, columns, specs,
    /** The address of a view, for a link. */
    toView: (key: string | null): { query: LocationQueryRaw } => ({ query: keyOf(key) ? { view: keyOf(key) } : {} }),
    setView: (key: string | null) => anew({ view: keyOf(key), f: undefined, q: undefined, peek: undefined, sort: undefined, cols: undefined }),
    setFilter: (condition: Condition | null) =>
      anew({ f: savedView.value ? (same(condition, savedView.value.filter) ? undefined : toAddress(condition) ?? NONE) : toAddress(condition) }),
    /** Back to the view as it is stored, or to all. */
    clear: () => anew({ f: undefined, q: undefined, ...(savedView.value ? { sort: undefined, cols: undefined } : {}) }),
    setQuery: (next: string) => anew({ q: next.trim() || undefined }),
    setSort: (next: string) => anew({ sort: next === usualSort.value ? undefined : next || undefined }),
    setPeek: (id: string | null) => set({ peek: id ?? undefined }, 'replace'),
    setPage: (number: number, at: string | null) => set({ page: number > 1 ? String(number) : undefined, cursor: at ?? undefined }),
    setSpecs,
    setColumns: (paths: string[] | null) => setSpecs(paths ? shownAs(paths, specs.value) : null),
  }
}

export type ListState = ReturnType<typeof useListState>
