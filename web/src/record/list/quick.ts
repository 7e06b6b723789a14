import type { Condition, EntityMeta, Leaf } from '@/api/types'
import { all, isGroup, topLevel } from '../filter/conditions'
import { fieldOf } from '../meta'

/** A condition that one click sets and takes away. */
export interface QuickFilter { key: string; label: string; leaf: Leaf }

const DAYS = 7

/** Those the entity has the fields for, and what its face adds. `me` is whoever reads the list. */
export function quickFilters(meta: EntityMeta, more: QuickFilter[]): QuickFilter[] {
  const general: QuickFilter[] = [
    { key: 'mine', label: 'list.quickMine', leaf: { field: 'ownerId', op: 'eq', value: 'me' } },
    { key: 'fresh', label: 'list.quickFresh', leaf: { field: 'createdAt', op: 'withinDays', value: DAYS } },
    ...(meta.owned && meta.pool !== 'NONE' ? [{ key: 'free', label: 'list.quickFree', leaf: { field: 'ownerId', op: 'isNull' } as Leaf }] : []),
  ]
  return [...general.slice(0, 1), ...more, ...general.slice(1)].filter((quick) => {
    const field = fieldOf(meta, quick.leaf.field)
    return !!field?.filterable && field.operators.includes(quick.leaf.op)
  })
}

const same = (a: Condition, b: Leaf) => !isGroup(a) && a.field === b.field && a.op === b.op && JSON.stringify(a.value) === JSON.stringify(b.value)

export const isOn = (filter: Condition | null, quick: QuickFilter): boolean => topLevel(filter).some((item) => same(item, quick.leaf))

/** The filter with the condition, or without it where it was there. */
export function toggled(filter: Condition | null, quick: QuickFilter): Condition | null {
  const parts = topLevel(filter)
  return isOn(filter, quick) ? all(...parts.filter((item) => !same(item, quick.leaf))) : all(...parts, quick.leaf)
}
