import { describe, expect, it } from 'vitest'
import type { Rec } from '@/api/types'
import { parted, partOf } from './day'

const now = new Date(2026, 2, 2, 10, 30)
const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString()

describe('the page of the day', () => {
  it('keeps a task of this morning among those of today', () => {
    expect(partOf(at(2, 8), now)).toBe('today')
    expect(partOf(at(2, 23), now)).toBe('today')
  })
  it('tells what lies before and after today', () => {
    expect(partOf(at(1, 23), now)).toBe('overdue')
    expect(partOf(at(3, 0), now)).toBe('coming')
    expect(partOf(null, now)).toBe('anytime')
  })
  it('keeps the order within each part', () => {
    const tasks = [{ id: '1', dueAt: at(2, 8) }, { id: '2', dueAt: null }, { id: '3', dueAt: at(2, 9) }] as unknown as Rec[]
    expect(parted(tasks, now).today.map((task) => task.id)).toEqual(['1', '3'])
  })
})
