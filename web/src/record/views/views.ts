import { useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { api } from '@/api/client'
import type { Condition, Leaf, Operator } from '@/api/types'
import { queries } from '@/queries'
import { isGroup } from '../filter/conditions'
import type { ColumnSpec } from '../list/columns'

export type Visibility = 'PRIVATE' | 'TEAM' | 'PUBLIC'

/** A list as somebody stored it. */
export interface SavedView {
  id: string
  version: number
  entity: string
  name: string
  visibility: Visibility
  filter: Condition | null
  /** How many of its conditions the reader may not use. */
  unavailable: number
  sort: string | null
  columns: ColumnSpec[]
  ownerId: string
  ownerName: string
  mine: boolean
  editable: boolean
}

interface Views { items: SavedView[]; default: string | null }

/** What a save sends; absent stays as it is. */
export interface ViewChanges { name?: string; visibility?: Visibility; filter?: Condition | null; sort?: string | null; columns?: ColumnSpec[] }

const viewsKey = (entity: string) => ['views', entity]

/** A condition the reader may not use comes without field and value; here it is a leaf like any other. */
export function fromServer(condition: unknown): Condition | null {
  if (!condition || typeof condition !== 'object') return null
  const node = condition as { op: string; leaf?: number; conditions?: unknown[] }
  if (node.conditions) {
    return { op: node.op as 'and', conditions: node.conditions.map(fromServer).filter((item): item is Condition => item !== null) }
  }
  return node.op === 'unavailable' ? { field: '', op: 'unavailable', value: node.leaf ?? 0 } : (condition as Leaf)
}

export function toServer(condition: Condition | null): unknown {
  if (!condition) return null
  if (isGroup(condition)) return { op: condition.op, conditions: condition.conditions.map(toServer) }
  return condition.op === 'unavailable' ? { op: 'unavailable', leaf: condition.value } : condition
}

/** The tree as far as the list can be asked for it: what is unavailable is as if it were not there. */
export function available(condition: Condition | null): Condition | null {
  if (!condition) return null
  if (!isGroup(condition)) return condition.op === ('unavailable' as Operator) ? null : condition
  const kept = condition.conditions.map(available).filter((item): item is Condition => item !== null)
  return kept.length ? { op: condition.op, conditions: kept } : null
}

async function fetchViews(entity: string): Promise<Views> {
  const views = await api.get<Views>('/views', { query: { entity } })
  return { ...views, items: views.items.map((view) => ({ ...view, filter: fromServer(view.filter) })) }
}

/** The stored views of an entity that the user may open, and which one his list opens with. */
export function useViews(entity: Ref<string>) {
  const result = useQuery({
    queryKey: computed(() => viewsKey(entity.value)),
    queryFn: () => fetchViews(entity.value),
    staleTime: 60_000,
    retry: false,
  })
  return {
    saved: computed(() => result.data.value?.items ?? []),
    standard: computed(() => result.data.value?.default ?? null),
    /** Answered, or refused: the list does not wait for ever. */
    ready: computed(() => result.isSuccess.value || result.isError.value),
  }
}

const bodyOf = (changes: ViewChanges) => ('filter' in changes ? { ...changes, filter: toServer(changes.filter ?? null) } : changes)
const refresh = (entity: string) => queries.invalidateQueries({ queryKey: viewsKey(entity) })

export async function createView(entity: string, changes: ViewChanges & { name: string }): Promise<SavedView> {
  // A copy holds only what its maker may use himself.
  const own = { ...changes, filter: available(changes.filter ?? null) }
  const made = await api.post<SavedView>('/views', { entity, ...bodyOf(own) })
  await refresh(entity)
  return made
}

export async function changeView(view: SavedView, changes: ViewChanges): Promise<void> {
  await api.patch(`/views/${view.id}`, { ...bodyOf(changes), version: view.version })
  await refresh(view.entity)
}

export async function deleteView(view: SavedView): Promise<void> {
  await api.delete(`/views/${view.id}`, { query: { version: view.version } })
  await refresh(view.entity)
}

/** What the user's list opens with; null for all records. */
export async function openWith(entity: string, view: string | null): Promise<void> {
  await api.put('/views/default', { entity, view })
  await refresh(entity)
}
