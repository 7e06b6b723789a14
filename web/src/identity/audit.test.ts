import { describe, expect, it } from 'vitest'
import { factsOf, rightChanges, shortAddress } from './audit'

const entry = (detail: object) => ({ id: '1', version: 1, detail })

describe('an audit entry', () => {
  it('lays what was beside what is', () => {
    expect(factsOf(entry({ name: 'East', parent: '3', parentBefore: '2' }))).toEqual([
      { name: 'name', text: 'East' }, { name: 'parent', before: '2', after: '3' },
    ])
  })

  it('says nothing of what is empty', () => {
    expect(factsOf(entry({ reason: '', fields: ['email', 'title'] }))).toEqual([{ name: 'fields', text: 'email, title' }])
  })

  it('names each right of a role that changed', () => {
    const before = [{ entity: 'users', actions: ['view', 'edit'], scope: 'OWN' }]
    const after = [{ entity: 'users', actions: ['view'], scope: 'ALL', fields: { email: 'HIDDEN' } }]
    expect(rightChanges(before, after)).toEqual([
      { entity: 'users', what: 'edit', before: 'OWN', after: '' },
      { entity: 'users', what: 'field.email', before: '', after: 'HIDDEN' },
      { entity: 'users', what: 'view', before: 'OWN', after: 'ALL' },
    ])
  })
})

it('shortens an address without losing what it says', () => {
  expect(shortAddress('0:0:0:0:0:0:0:1')).toBe('::1')
  expect(shortAddress('fe80:0:0:0:1:0:0:9')).toBe('fe80::1:0:0:9')
  expect(shortAddress('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2:3:4:5:6')
  expect(shortAddress('10.0.0.10')).toBe('10.0.0.10')
  expect(shortAddress(null)).toBe('')
})
