import { describe, expect, it } from 'vitest'
import { wayOf } from './lifecycle'

describe('the way of a customer', () => {
  it('has gone the steps before the one he stands on', () => {
    expect(wayOf('GROWING', 'NONE').steps.map((step) => step.state)).toEqual(['done', 'done', 'now', 'todo'])
  })
  it('shows sleep beside the way and keeps the place on it', () => {
    expect(wayOf('MAINTAINED', 'DORMANT')).toMatchObject({ off: 'DORMANT', steps: [{}, {}, {}, { state: 'now' }] })
  })
  it('leaves the way with the loss', () => {
    const way = wayOf('CHURNED', 'DEEP_DORMANT')
    expect(way.off).toBe('CHURNED')
    expect(way.steps.every((step) => step.state === 'todo')).toBe(true)
  })
})
