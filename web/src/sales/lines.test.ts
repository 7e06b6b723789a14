import { describe, expect, it } from 'vitest'
import { lineAmount } from './lines'

describe('the amount of a product line', () => {
  it('is quantity times price less the discount', () => {
    expect(lineAmount({ quantity: 60, unitPrice: 2800, discount: 5 })).toBe(159600)
    expect(lineAmount({ quantity: 3, unitPrice: 0.1, discount: null })).toBe(0.3)
    expect(lineAmount({ unitPrice: 19.99 })).toBe(19.99)
  })
  it('rounds half a cent up', () => {
    expect(lineAmount({ quantity: 1, unitPrice: 1.005, discount: 0 })).toBe(1.01)
  })
  it('is unknown while a part is missing or no number', () => {
    expect(lineAmount({ quantity: 2 })).toBeNull()
    expect(lineAmount({ quantity: 'x', unitPrice: 2 })).toBeNull()
  })
})
