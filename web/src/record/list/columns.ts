import type { EntityMeta, Field } from '@/api/types'
import { fieldOf } from '../meta'

/** A column as it is stored: which field, how wide in pixels (null: as usual), whether it stays while the rest scrolls. */
export interface ColumnSpec { path: string; width: number | null; pinned: boolean }
export interface Column extends ColumnSpec { field: Field }

/** For the address: `fullName~240!,grade`. */
export function packColumns(columns: ColumnSpec[]): string {
  return columns.map((column) => column.path + (column.width ? `~${column.width}` : '') + (column.pinned ? '!' : '')).join(',')
}

export function unpackColumns(text: string): ColumnSpec[] {
  return text.split(',').flatMap((word) => {
    const found = /^([A-Za-z][A-Za-z0-9_.]*)(?:~(\d{2,4}))?(!)?$/.exec(word.trim())
    return found?.[1] ? [{ path: found[1], width: found[2] ? Number(found[2]) : null, pinned: !!found[3] }] : []
  })
}

/** The name of the record comes first and stays; after it the pinned ones, then the others, each in their order. */
export function arranged(columns: ColumnSpec[], display: string): ColumnSpec[] {
  const name = columns.find((column) => column.path === display) ?? { path: display, width: null, pinned: true }
  const rest = columns.filter((column) => column.path !== display)
  return [{ ...name, pinned: true }, ...rest.filter((column) => column.pinned), ...rest.filter((column) => !column.pinned)]
}

export function withFields(meta: EntityMeta, columns: ColumnSpec[]): Column[] {
  return columns.flatMap((column) => {
    const field = fieldOf(meta, column.path)
    return field ? [{ ...column, field }] : []
  })
}

export const sameColumns = (a: ColumnSpec[], b: ColumnSpec[]): boolean => packColumns(a) === packColumns(b)

/** Other columns are shown: those that were there keep their width and pin. */
export function shownAs(paths: string[], before: ColumnSpec[]): ColumnSpec[] {
  return paths.map((path) => before.find((column) => column.path === path) ?? { path, width: null, pinned: false })
}
