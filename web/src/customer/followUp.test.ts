import { describe, expect, it } from 'vitest'
import { blankDraft, bodyOfDraft, missingIn, presets } from './followUp'

const now = new Date(2026, 2, 5, 16, 30)

describe('a follow-up being written', () => {
  it('needs a sentence and a next action', () => {
    expect(missingIn(blankDraft('PHONE'))).toEqual(['content', 'nextAction'])
    expect(missingIn({ ...blankDraft('PHONE'), content: ' said ', nextAction: 'NONE' })).toEqual([])
  })
  it('sends no time where nothing follows', () => {
    const body = bodyOfDraft({ ...blankDraft('PHONE'), content: ' said ', nextAction: 'NONE', nextActionAt: now.toISOString() }, '7', now)
    expect(body).toEqual({ customerId: '7', occurredAt: now.toISOString(), method: 'PHONE', content: 'said', nextAction: 'NONE', nextActionAt: null })
  })
  it('names contact and opportunity only where there are some', () => {
    expect(bodyOfDraft({ ...blankDraft('VISIT'), contactId: '3', opportunityId: '4' }, '7', now)).toMatchObject({ contactId: '3', opportunityId: '4' })
  })
})

describe('the times offered for the next contact', () => {
  const days = (from: Date) => presets(from).map((preset) => preset.at.getDate())
  it('are tomorrow, in three days and Monday, at ten', () => {
    expect(days(now)).toEqual([6, 8, 9])
    expect(presets(now).every((preset) => preset.at.getHours() === 10)).toBe(true)
  })
  it('mean the Monday after, on a Monday', () => {
    expect(days(new Date(2026, 2, 9, 9))[2]).toBe(16)
  })
  it('mean tomorrow, on a Sunday', () => {
    expect(days(new Date(2026, 2, 8, 9))[2]).toBe(9)
  })
})
