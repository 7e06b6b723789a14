import { describe, expect, it } from 'vitest'
import { nextTick, ref, shallowRef, type Ref } from 'vue'
import type { Condition, Rec } from '@/api/types'
import { useSelection } from './selection'

const row = (id: string): Rec => ({ id, version: Number(id) + 1 })
function list(...ids: string[]) {
  const rows = shallowRef(ids.map(row))
  const filter: Ref<Condition | null> = shallowRef(null)
  const q = ref('')
  return { rows, filter, q, selection: useSelection(() => rows.value, { filter, q }) }
}
const at = (rows: { value: Rec[] }, index: number) => rows.value[index] as Rec

describe('a selection', () => {
  it('names the rows with the versions that were seen', () => {
    const { rows, selection } = list('1', '2', '3')
    selection.toggle(at(rows, 0))
    selection.toggle(at(rows, 2))
    expect(selection.which()).toEqual({ ids: ['1', '3'], versions: { 1: 2, 3: 4 } })
    selection.toggle(at(rows, 0))
    expect(selection.count.value).toBe(1)
    expect(selection.page.value).toBe('some')
  })
  it('takes all between two rows', () => {
    const { rows, selection } = list('1', '2', '3', '4')
    selection.toggle(at(rows, 0))
    selection.toggle(at(rows, 2), true)
    expect(selection.which()).toMatchObject({ ids: ['1', '2', '3'] })
  })
  it('takes a page and gives it back', () => {
    const { selection } = list('1', '2')
    selection.togglePage()
    expect(selection.page.value).toBe('all')
    selection.togglePage()
    expect(selection.count.value).toBe(0)
  })
  it('of everything is the filter, until one row is taken out', () => {
    const { rows, filter, q, selection } = list('1', '2')
    filter.value = { field: 'grade', op: 'eq', value: 'KEY' }
    q.value = 'steel'
    selection.selectEverything()
    expect(selection.which()).toEqual({ filter: { field: 'grade', op: 'eq', value: 'KEY' }, q: 'steel' })
    selection.toggle(at(rows, 1))
    expect(selection.everything.value).toBe(false)
    expect(selection.which()).toMatchObject({ ids: ['1'] })
  })
  it('is empty again when other rows are asked for', async () => {
    const { q, selection } = list('1')
    selection.togglePage()
    q.value = 'other'
    await nextTick()
    expect(selection.count.value).toBe(0)
  })
})
