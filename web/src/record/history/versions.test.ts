import { describe, expect, it } from 'vitest'
import type { EntityMeta, Field, Rec, VersionEntry } from '@/api/types'
import { asOf, differing, labelOf } from './versions'

const field = (name: string, type: Field['type'] = 'text') => ({ name, type, label: name.toUpperCase() }) as Field
const meta = {
  name: 'things', displayField: 'name', fields: [field('name'), field('size'), field('keeper', 'ref')],
  children: [{ name: 'owner', label: 'Owner', many: false, entity: 'people', required: true, fields: [field('phone')] }],
} as unknown as EntityMeta

const now: Rec = { id: '1', version: 3, name: 'c', size: 'M', keeper: '5', owner: { phone: '2' }, labels: { keeper: 'Lin' } }
const entry = (version: number, ...changes: VersionEntry['changes']): VersionEntry => ({ version, at: '', by: null, kind: 'UPDATE', changes })
const versions = [
  entry(3, { field: 'name', old: 'b', new: 'c' }, { field: 'owner.phone', old: '1', new: '2' }),
  entry(2, { field: 'name', old: 'a', new: 'b' }, { field: 'keeper', old: 'Zhou', new: 'Lin' }),
  entry(1, { field: 'name', old: null, new: 'a' }),
]

describe('an earlier version', () => {
  it('is what is there now with the later changes taken back', () => {
    expect(asOf(meta, now, versions, 2)).toMatchObject({ version: 2, name: 'b', size: 'M', owner: { phone: '1' }, labels: { keeper: 'Lin' } })
    expect(asOf(meta, now, versions, 1)).toMatchObject({ name: 'a', labels: { keeper: 'Zhou' } })
  })
  it('leaves what is there now untouched', () => {
    asOf(meta, now, versions, 1)
    expect(now).toMatchObject({ name: 'c', owner: { phone: '2' }, labels: { keeper: 'Lin' } })
  })
  it('differs in what changed since, references by name, in the order of the metadata', () => {
    expect(differing(meta, asOf(meta, now, versions, 1), now, versions)).toEqual(['name', 'keeper', 'owner.phone'])
    expect(differing(meta, asOf(meta, now, versions, 2), asOf(meta, now, versions, 1), versions)).toEqual(['name', 'keeper'])
  })
  it('does not differ where a value came back', () => {
    const back = [entry(4, { field: 'name', old: 'c', new: 'a' }), ...versions]
    expect(differing(meta, asOf(meta, { ...now, version: 4, name: 'a' }, back, 1), { ...now, name: 'a' }, back)).not.toContain('name')
  })
  it('names a field of a part after the part', () => {
    expect(labelOf(meta, 'owner.phone')).toBe('Owner · PHONE')
    expect(labelOf(meta, 'gone')).toBeNull()
  })
})
