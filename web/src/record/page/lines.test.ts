import { describe, expect, it } from 'vitest'
import type { Field } from '@/api/types'
import { blankLine, filledLines, forBody, lineErrors, sumOf } from './lines'

const field = (name: string, more: Partial<Field> = {}) => ({ name, type: 'text', label: name, readOnly: false, derived: false, right: 'EDIT', ...more }) as Field
const fields = [field('name'), field('count', { default: 1 }), field('amount', { derived: true })]

describe('the lines of a record', () => {
  it('begin with the defaults', () => {
    expect(blankLine(fields)).toEqual({ count: 1 })
  })
  it('count only once something is filled in', () => {
    expect(filledLines([{ count: 1 }, { count: 2 }, { name: 'x', count: 1 }], fields)).toHaveLength(2)
  })
  it('are sent without what the server computes, with the id of what exists', () => {
    expect(forBody([{ id: '4', name: 'x', count: 2, amount: 9, labels: {} }, { name: '' }], fields)).toEqual([{ id: '4', name: 'x', count: 2 }, { name: '' }])
  })
  it('are summed in cents', () => {
    expect(sumOf([{ amount: 0.1 }, { amount: 0.2 }, { amount: null }], 'amount')).toBe(0.3)
  })
  it('find their errors by place and field', () => {
    expect([...lineErrors('parts', [{ field: 'parts[1].count', code: 'X', message: 'no' }, { field: 'name', code: 'X', message: 'no' }])]).toEqual([['1.count', 'no']])
  })
})
