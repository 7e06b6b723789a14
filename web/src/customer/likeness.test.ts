import { describe, expect, it } from 'vitest'
import { nameToLookFor, numberToLookFor, withoutTwice } from './likeness'

describe('a customer that may be known already', () => {
  it('is looked for by its name without the legal form', () => {
    expect(['苏州恒拓精密机械有限公司', ' 恒拓集团股份有限公司', '恒拓', '有限公司', null].map(nameToLookFor)).toEqual(['苏州恒拓精密机械', '恒拓集团', null, null, null])
  })

  it('is looked for by its number once that is whole', () => {
    expect(['138 0013 8000', '+86 138-0013-8000', '1380013800', '+49 170 1234567', '138****8000', null].map(numberToLookFor)).toEqual(['13800138000', '13800138000', null, '491701234567', null, null])
  })

  it('is named once', () => {
    const one = (id: string, why: string) => ({ id, title: '', why })
    expect(withoutTwice([one('1', 'number'), one('2', 'name'), one('1', 'name')]).map((each) => each.why)).toEqual(['number', 'name'])
  })
})
