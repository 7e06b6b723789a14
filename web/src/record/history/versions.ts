import { useInfiniteQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { EntityMeta, Rec, VersionEntry } from '@/api/types'
import { same } from '../edit'
import { fieldOf, labelAt, valueAt } from '../meta'
import { recordKey } from '../records'

interface VersionPage { items: VersionEntry[]; nextCursor: string | null }

/** The earlier versions, newest first, page by page. */
export function useVersions(entity: MaybeRefOrGetter<string>, id: MaybeRefOrGetter<string>) {
  const query = useInfiniteQuery({
    queryKey: computed(() => [...recordKey(toValue(entity), toValue(id)), 'versions']),
    queryFn: ({ pageParam, signal }) =>
      api.get<VersionPage>(`/${toValue(entity)}/${toValue(id)}/versions`, { query: { cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
  return { ...query, versions: computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []) }
}

function withValue(rec: Rec, path: string, value: unknown, label: string | null): Rec {
  const labels = { ...rec.labels, [path]: label }
  const dot = path.indexOf('.')
  if (dot < 0) return { ...rec, [path]: value, labels }
  const child = path.slice(0, dot)
  return { ...rec, [child]: { ...(rec[child] as object | null), [path.slice(dot + 1)]: value }, labels }
}

/**
 * The record as it was after version `n`: what came later is taken back, step by step. `versions` must reach down to `n`, newest first.
 * References come from the log by their name, so they carry a label and no usable id.
 */
export function asOf(meta: EntityMeta, current: Rec, versions: VersionEntry[], n: number): Rec {
  let rec = current
  for (const entry of versions) {
    if (entry.version <= n) break
    for (const change of entry.changes) {
      const reference = fieldOf(meta, change.field)?.type === 'ref'
      const label = reference && change.old !== null ? String(change.old) : null
      rec = withValue(rec, change.field, change.old, label)
    }
  }
  return { ...rec, version: n }
}

const display = (meta: EntityMeta, rec: Rec, path: string): unknown =>
  fieldOf(meta, path)?.type === 'ref' ? (labelAt(rec, path) ?? valueAt(rec, path)) : valueAt(rec, path)

/** The fields in which two states differ, in the order of the metadata, child lists last. */
export function differing(meta: EntityMeta, a: Rec, b: Rec, versions: VersionEntry[]): string[] {
  const touched = new Set(versions.flatMap((entry) => entry.changes.map((change) => change.field)))
  const order = [
    ...meta.fields.map((field) => field.name),
    ...meta.children.flatMap((child) => (child.many ? [child.name] : child.fields.map((field) => `${child.name}.${field.name}`))),
  ]
  return order.filter((path) => touched.has(path) && !same(display(meta, a, path), display(meta, b, path)))
}

/** Field changes worth a line: what nobody typed (a new version's bookkeeping) is left out. */
export function readable(meta: EntityMeta, entry: VersionEntry): VersionEntry['changes'] {
  return entry.changes.filter((change) => labelOf(meta, change.field) !== null)
}

/** What a field or child list is called; null where the metadata don't know it. */
export function labelOf(meta: EntityMeta, path: string): string | null {
  const field = fieldOf(meta, path)
  const child = meta.children.find((item) => item.name === path.split('.')[0])
  if (!field) return child && child.name === path ? (child.label ?? path) : null
  return child?.label ? `${child.label} · ${field.label}` : field.label
}

export async function restoreVersion(entity: string, rec: Rec, n: number): Promise<Rec> {
  return api.post<Rec>(`/${entity}/${rec.id}/versions/${n}/restore`, { version: rec.version })
}
