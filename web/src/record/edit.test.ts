import { describe, expect, it } from 'vitest'
import type { Rec } from '@/api/types'
import { bodyOf, clashing, preview } from './edit'

const base: Rec = { id: '7', version: 3, city: 'A', grade: 'KEY', person: { name: 'x', mobile: '1' }, labels: { ownerId: 'Lin' } }

describe('an edit', () => {
  it('reaches into children by path', () => {
    expect(bodyOf({ city: 'B', 'person.name': 'y', 'person.mobile': '2' })).toEqual({ city: 'B', person: { name: 'y', mobile: '2' } })
  })
  it('shows at once without touching the rest', () => {
    const next = preview(base, { 'person.name': 'y', ownerId: '9' }, { ownerId: 'Zhou' })
    expect(next.person).toEqual({ name: 'y', mobile: '1' })
    expect(next.labels).toEqual({ ownerId: 'Zhou' })
    expect(base.person).toEqual({ name: 'x', mobile: '1' })
  })
  it('clashes only where both sides wrote different values', () => {
    const current: Rec = { ...base, version: 4, city: 'C', grade: 'STRATEGIC' }
    expect(clashing(base, { city: 'B', 'person.name': 'y' }, current)).toEqual(['city'])
    expect(clashing(base, { city: 'C' }, current)).toEqual([])
    expect(clashing(base, { 'person.name': 'y' }, current)).toEqual([])
  })
})
