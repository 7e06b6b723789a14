import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { EntityMeta, EntitySummary, Field, Rec } from '@/api/types'
import { currentLocale } from '@/i18n'
import { queries } from '@/queries'

// Labels come in the user's language, so the language is part of the key.
const metaKey = (entity: string) => ['meta', currentLocale(), entity]

/** Who wrote a record and when stands last wherever fields are offered, whatever their order. */
async function fetchMeta(entity: string): Promise<EntityMeta> {
  const meta = await api.get<EntityMeta>(`/meta/entities/${entity}`)
  const system = (field: Field) => Number(field.group === 'system')
  return { ...meta, fields: [...meta.fields].sort((a, b) => system(a) - system(b)) }
}

export function loadMeta(entity: string): Promise<EntityMeta> {
  return queries.ensureQueryData({ queryKey: metaKey(entity), queryFn: () => fetchMeta(entity), staleTime: Infinity })
}

/** The entity's description with the caller's rights, or undefined while it loads. */
export function useMeta(entity: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: computed(() => metaKey(toValue(entity))),
    queryFn: () => fetchMeta(toValue(entity)),
    staleTime: Infinity,
  })
}

export function useEntities() {
  return useQuery({
    queryKey: computed(() => ['meta', currentLocale()]),
    queryFn: async () => (await api.get<{ items: EntitySummary[] }>('/meta/entities')).items,
    staleTime: Infinity,
  })
}

/** What the machine needs and nobody reads: never a fact, a column or a condition to choose. */
export const isTechnical = (field: Field): boolean => field.name === 'id' || field.name === 'version'

/** A field by its path: `name`, `custom.tier` where the company made it, or `person.mobile` inside a child. */
export function fieldOf(meta: EntityMeta, path: string): Field | undefined {
  const dot = path.indexOf('.')
  const own = meta.fields.find((field) => field.name === path)
  if (own || dot < 0) return own
  const child = meta.children.find((item) => item.name === path.slice(0, dot))
  return child?.fields.find((field) => field.name === path.slice(dot + 1))
}

/** Whether the company has made the field itself. */
export const isCustom = (field: Field): boolean => field.name.startsWith('custom.')

/** Whether the caller may give the field a value, at the record's making and after. */
export function isWritable(field: Field): boolean {
  return !field.readOnly && !field.derived && (field.right === 'EDIT' || field.right === 'GUARDED')
}

/** The value at a path, stepping into one child. */
export function valueAt(rec: Rec, path: string): unknown {
  let at: unknown = rec
  for (const step of path.split('.')) {
    if (at === null || typeof at !== 'object') return undefined
    at = (at as Record<string, unknown>)[step]
  }
  return at
}

/** The display text of a reference field, else undefined. */
export function labelAt(rec: Rec, path: string): string | undefined {
  const direct = rec.labels?.[path]
  if (typeof direct === 'string') return direct
  const dot = path.indexOf('.')
  if (dot < 0) return undefined
  const child = rec[path.slice(0, dot)] as Rec | null | undefined
  const nested = child?.labels?.[path.slice(dot + 1)]
  return typeof nested === 'string' ? nested : undefined
}

/** What a record is called. */
export function titleOf(meta: EntityMeta, rec: Rec): string {
  const value = rec[meta.displayField]
  return typeof value === 'string' && value ? value : `#${rec.id}`
}
