import { describe, expect, it } from 'vitest'
import { barsOf, forwardOf, isBack, moveBetween, type Stage } from './stages'

const stage = (code: string, outcome: Stage['outcome'], ...moves: string[]): Stage => ({
  stage: code, name: code, probability: 10, outcome, maxDays: null, reasons: [],
  moves: moves.map((to) => ({ stage: to, noteRequired: false, reasonRequired: to === 'WON' || to === 'LOST' })),
})
const stages = [
  stage('A', 'OPEN', 'B', 'LOST'), stage('B', 'OPEN', 'A', 'C', 'LOST'), stage('C', 'OPEN', 'B', 'WON', 'LOST'),
  stage('WON', 'WON', 'C'), stage('LOST', 'LOST', 'C'),
]

describe('the stages of a pipeline', () => {
  it('lead forward to the next one allowed, at the end to winning', () => {
    expect(forwardOf(stages, 'A')?.stage).toBe('B')
    expect(forwardOf(stages, 'C')?.stage).toBe('WON')
    expect(forwardOf(stages, 'WON')).toBeUndefined()
    expect(forwardOf(stages, 'gone')).toBeUndefined()
  })
  it('know the ways between them', () => {
    expect(moveBetween(stages, 'A', 'C')).toBeUndefined()
    expect(moveBetween(stages, 'A', 'LOST')).toMatchObject({ reasonRequired: true })
  })
  it('call it back when it goes left, or opens again what had ended', () => {
    expect(isBack(stages, 'B', 'A')).toBe(true)
    expect(isBack(stages, 'A', 'B')).toBe(false)
    expect(isBack(stages, 'LOST', 'C')).toBe(true)
  })
  it('fill the scale from one bar to five', () => {
    expect(['A', 'B', 'C', 'WON'].map((code) => barsOf(stages, code))).toEqual([1, 3, 5, 5])
  })
})
