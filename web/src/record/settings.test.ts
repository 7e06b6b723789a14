import { describe, expect, it } from 'vitest'
import { grouped, type CompanySetting } from './settings'

const setting = (name: string, group: string): CompanySetting => ({
  name, group, groupLabel: group.toUpperCase(), label: name, help: '', kind: 'boolean', unit: null, min: null, max: null, default: false, value: false, changedAt: null, changedBy: null,
})

describe('settings', () => {
  it('stand under their headings in the order they came', () => {
    const groups = grouped([setting('b.one', 'b'), setting('a.one', 'a'), setting('b.two', 'b')])
    expect(groups.map((one) => [one.label, one.settings.map((each) => each.name)])).toEqual([['B', ['b.one', 'b.two']], ['A', ['a.one']]])
  })
})
