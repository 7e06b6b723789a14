import { describe, expect, it } from 'vitest'
import type { Condition, Field } from '@/api/types'
import { all, complete, fromAddress, isComplete, newLeaf, offered, toAddress, topLevel, withOperator } from './conditions'

const field = (changes: Partial<Field>): Field => ({
  name: 'f', type: 'text', label: 'F', group: null, required: false, readOnly: false, derived: false, right: 'EDIT', filterable: true,
  sortable: true, searchable: false, importable: true, listed: false, quickCreate: false, operators: ['eq', 'contains'], ...changes,
})

const tree: Condition = {
  op: 'and',
  conditions: [
    { field: 'grade', op: 'in', value: ['KEY'] },
    { op: 'or', conditions: [{ field: 'region', op: 'eq', value: 'EAST' }, { field: 'amount', op: 'between', value: [1, 2] }] },
    { op: 'not', conditions: [{ field: 'ownerId', op: 'isNull' }] },
  ],
}

describe('the filter in the address', () => {
  it('comes back as it went', () => {
    expect(fromAddress(toAddress(tree))).toEqual(tree)
  })
  it('is nothing where somebody tampered with it', () => {
    for (const text of ['', '{', '[1]', '["and",["x"]]', '{"op":"and"}', '[["a","eq",1]]', undefined, 5]) expect(fromAddress(text)).toBeNull()
  })
  it('does not follow a tree without end', () => {
    expect(fromAddress('["not",'.repeat(60) + '["a","isNull"]' + ']'.repeat(60))).toBeNull()
  })
  it('keeps a field that is called like a join', () => {
    const odd: Condition = { field: 'and', op: 'eq', value: 'x' }
    expect(fromAddress(toAddress(odd))).toEqual(odd)
  })
})

describe('conditions', () => {
  it('join to one tree, one leaf or nothing', () => {
    const leaf: Condition = { field: 'a', op: 'isNull' }
    expect(all(null, null)).toBeNull()
    expect(all(null, leaf)).toBe(leaf)
    expect(all(leaf, tree)).toEqual({ op: 'and', conditions: [leaf, tree] })
    expect(topLevel(tree)).toHaveLength(3)
    expect(topLevel(leaf)).toEqual([leaf])
  })
  it('are asked of the server only when they say enough', () => {
    expect(isComplete({ field: 'a', op: 'eq', value: null })).toBe(false)
    expect(isComplete({ field: 'a', op: 'in', value: [] })).toBe(false)
    expect(isComplete({ field: 'a', op: 'between', value: [1, null] })).toBe(false)
    expect(isComplete({ field: 'a', op: 'notNull' })).toBe(true)
    expect(isComplete({ field: 'a', op: 'eq', value: false })).toBe(true)
    expect(complete({ op: 'or', conditions: [{ field: 'a', op: 'eq', value: '' }] })).toBeNull()
  })
  it('begin with what people mean most often', () => {
    expect(newLeaf(field({ type: 'choice', operators: ['eq', 'ne', 'in'] }))).toEqual({ field: 'f', op: 'in', value: [] })
    expect(newLeaf(field({ type: 'boolean', operators: ['eq'] }))).toEqual({ field: 'f', op: 'eq', value: true })
    expect(newLeaf(field({ type: 'instant', operators: ['gt', 'withinDays'] })).op).toBe('withinDays')
  })
  it('keep their value when the operator changes, as far as it fits', () => {
    const choice = field({ type: 'choice' })
    expect(withOperator({ field: 'f', op: 'in', value: ['A', 'B'] }, choice, 'notIn').value).toEqual(['A', 'B'])
    expect(withOperator({ field: 'f', op: 'in', value: ['A', 'B'] }, choice, 'eq').value).toBe('A')
    expect(withOperator({ field: 'f', op: 'eq', value: 'A' }, choice, 'isNull')).toEqual({ field: 'f', op: 'isNull' })
    expect(withOperator({ field: 'f', op: 'eq', value: '2026-01-01' }, field({ type: 'date' }), 'between').value).toEqual([null, null])
  })
  it('offer no two operators that read the same', () => {
    expect(offered(field({ type: 'ref', ref: 'users', operators: ['eq', 'ne', 'in', 'notIn', 'isNull'] }))).toEqual(['in', 'notIn', 'isNull'])
  })
})
