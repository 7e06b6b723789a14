import { describe, expect, it } from 'vitest'
import type { EntityMeta, Field } from '@/api/types'
import { isOn, quickFilters, toggled } from './quick'

const field = (name: string, operators: Field['operators'], filterable = true) => ({ name, operators, filterable }) as Field
const meta = (fields: Field[], changes: Partial<EntityMeta> = {}) => ({ name: 'things', fields, children: [], owned: true, pool: 'VIEW', ...changes }) as unknown as EntityMeta

describe('quick filters', () => {
  const owner = field('ownerId', ['eq', 'isNull'])
  const created = field('createdAt', ['withinDays'])
  it('are those the entity has the fields for', () => {
    expect(quickFilters(meta([owner, created]), []).map((item) => item.key)).toEqual(['mine', 'fresh', 'free'])
    expect(quickFilters(meta([created]), []).map((item) => item.key)).toEqual(['fresh'])
    expect(quickFilters(meta([owner], { pool: 'NONE' }), []).map((item) => item.key)).toEqual(['mine'])
    expect(quickFilters(meta([field('ownerId', ['eq'], false)]), [])).toEqual([])
  })
  it('set and take away one condition beside the others', () => {
    const [mine] = quickFilters(meta([owner]), [])
    if (!mine) throw new Error('none')
    const city = { field: 'city', op: 'eq' as const, value: 'x' }
    const on = toggled(city, mine)
    expect(isOn(on, mine)).toBe(true)
    expect(on).toEqual({ op: 'and', conditions: [city, { field: 'ownerId', op: 'eq', value: 'me' }] })
    expect(toggled(on, mine)).toEqual(city)
  })
})
