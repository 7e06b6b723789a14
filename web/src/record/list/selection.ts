import { computed, ref, watch, type Ref } from 'vue'
import type { Condition, Rec } from '@/api/types'

/** The records something is to be done with, as the server is told: one by one, or all that a list would find. */
export type Which = { ids: string[]; versions: Record<string, number> } | { filter: Condition | null; q?: string }

/** Rows chosen in a list: one by one, a page, or all that it finds. Another filter or word starts anew. */
export function useSelection(rows: () => Rec[] | undefined, what: { filter: Ref<Condition | null>; q: Ref<string> }) {
  const chosen = ref(new Map<string, number>())
  /** All that the filter finds, also those on other pages. */
  const everything = ref(false)
  let last: string | null = null

  function clear() {
    chosen.value = new Map()
    everything.value = false
    last = null
  }
  watch([() => JSON.stringify(what.filter.value), what.q], clear)

  const has = (id: string) => everything.value || chosen.value.has(id)
  const count = computed(() => chosen.value.size)
  const page = computed<'all' | 'some' | 'none'>(() => {
    const list = rows() ?? []
    const on = list.filter((rec) => has(rec.id)).length
    return on && on === list.length ? 'all' : on || chosen.value.size ? 'some' : 'none'
  })

  function put(records: Rec[], on: boolean) {
    const next = new Map(chosen.value)
    for (const rec of records) {
      if (on) next.set(rec.id, rec.version)
      else next.delete(rec.id)
    }
    chosen.value = next
  }
  /** With `range` all from the one chosen last to this one. */
  function toggle(rec: Rec, range = false) {
    const list = rows() ?? []
    // Who takes one out of all keeps those he sees.
    if (everything.value) {
      everything.value = false
      put(list, true)
    }
    const on = !chosen.value.has(rec.id)
    const from = list.findIndex((item) => item.id === last)
    const to = list.findIndex((item) => item.id === rec.id)
    put(range && from >= 0 && to >= 0 ? list.slice(Math.min(from, to), Math.max(from, to) + 1) : [rec], on)
    last = rec.id
  }
  function togglePage() {
    const on = page.value !== 'all'
    everything.value = false
    put(rows() ?? [], on)
  }
  function selectEverything() {
    put(rows() ?? [], true)
    everything.value = true
  }
  const which = (): Which => (everything.value
    ? { filter: what.filter.value, ...(what.q.value ? { q: what.q.value } : {}) }
    : { ids: [...chosen.value.keys()], versions: Object.fromEntries(chosen.value) })

  return { has, count, page, everything, toggle, togglePage, selectEverything, clear, which }
}

export type Selection = ReturnType<typeof useSelection>
