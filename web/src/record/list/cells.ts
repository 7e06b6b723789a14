import { nextTick, ref } from 'vue'
import type { Rec } from '@/api/types'
import type { Column } from './columns'

/** One cell of the table: the one the keyboard stands in, or the one that is being edited. */
export interface Cell { id: string; path: string }

const sameCell = (a: Cell | null, id: string, path: string) => a?.id === id && a.path === path

/** Arrow keys from cell to cell, Enter and F2 to edit, Escape to leave the table. */
export function useCells(rows: () => Rec[] | undefined, columns: () => Column[], editable: (column: Column) => boolean) {
  const at = ref<Cell | null>(null)
  const editing = ref<Cell | null>(null)

  function focus(id: string, path: string) {
    at.value = { id, path }
    void nextTick(() => document.querySelector<HTMLElement>(`tr[data-id="${id}"] td[data-cell="${path}"]`)?.focus())
  }
  function edit(id: string, column: Column | undefined): boolean {
    if (!column || !editable(column)) return false
    at.value = { id, path: column.path }
    editing.value = { id, path: column.path }
    return true
  }
  function setEditing(id: string, path: string, open: boolean) {
    if (open) {
      editing.value = { id, path }
      return
    }
    if (!sameCell(editing.value, id, path)) return
    editing.value = null
    // The keyboard goes on where it was, not at the page's beginning.
    if (sameCell(at.value, id, path)) focus(id, path)
  }
  function move(right: number, down: number) {
    const list = rows() ?? []
    const shown = columns()
    const cell = at.value
    if (!cell) return
    const row = list.findIndex((rec) => rec.id === cell.id) + down
    const column = shown.findIndex((item) => item.path === cell.path) + right
    const rec = list[Math.max(0, Math.min(list.length - 1, row))]
    const next = shown[Math.max(0, Math.min(shown.length - 1, column))]
    if (rec && next) focus(rec.id, next.path)
  }
  const STEPS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
  function onKey(event: KeyboardEvent, rec: Rec, column: Column) {
    // Keys pressed in something inside the cell belong to that.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const step = STEPS[event.key]
    if (step) move(...step)
    else if (event.key === 'Enter' || event.key === 'F2') {
      if (!edit(rec.id, column)) return
    } else if (event.key === 'Escape') {
      at.value = null
      ;(event.currentTarget as HTMLElement).blur()
    } else return
    event.preventDefault()
  }
  return {
    at, focus, edit, setEditing, onKey,
    isAt: (id: string, path: string) => sameCell(at.value, id, path),
    isEditing: (id: string, path: string) => sameCell(editing.value, id, path),
  }
}
