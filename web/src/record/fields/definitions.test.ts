import { describe, expect, it } from 'vitest'
import { asked, codeFrom, nameFrom } from './definitions'

describe('a field of the company', () => {
  it('is named after its English label', () => {
    expect(nameFrom('Annual budget (CNY)')).toBe('annualBudgetCny')
    expect(nameFrom('3rd party')).toBe('rdParty')
    expect(nameFrom('预算')).toBe('')
  })
  it('gives each option a code of its own', () => {
    expect(codeFrom('Very good', [])).toBe('VERY_GOOD')
    expect(codeFrom('Very good', ['VERY_GOOD'])).toBe('VERY_GOOD_2')
    expect(codeFrom('好', ['OPTION'])).toBe('OPTION_2')
  })
  it('is asked only what fits its type, and what is decided once only when it is made', () => {
    expect(asked('TEXT', true)).toContain('pattern')
    expect(asked('NUMBER', true)).toEqual(expect.arrayContaining(['scale', 'min', 'max']))
    expect(asked('CHOICE', false)).toContain('options')
    expect(asked('CHOICE', false)).not.toContain('type')
    expect(asked('LINK', true)).toContain('refEntity')
    expect(asked('LONG_TEXT', true)).not.toContain('sortable')
  })
})
