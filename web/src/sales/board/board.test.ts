import { describe, expect, it } from 'vitest'
import type { Rec } from '@/api/types'
import type { BoardData, Column } from '../stages'
import { shares, withCard, withMore, withMove } from './board'

const card = (id: string, stage: string, amount: number, more: Partial<Rec> = {}): Rec => ({
  id, version: 1, stage, expectedAmount: amount, probability: stage === 'A' ? 10 : 30, stageDays: 9, stuck: false, ...more,
})
const column = (stage: string, probability: number, outcome: Column['outcome'], items: Rec[]): Column => ({
  stage, name: stage, probability, outcome, maxDays: null, moves: [], reasons: [], items, nextCursor: null, count: items.length,
  sum: items.reduce((sum, item) => sum + Number(item.expectedAmount), 0),
  weighted: items.reduce((sum, item) => sum + (Number(item.expectedAmount) * Number(item.probability)) / 100, 0),
  stuck: items.filter((item) => item.stuck).length, stuckSum: items.filter((item) => item.stuck).reduce((sum, item) => sum + Number(item.expectedAmount), 0),
})
const board = (): BoardData => ({
  pipeline: { id: '1', name: 'p' }, pipelines: [],
  open: { count: 4, sum: 900, weighted: 190, stuck: 1, stuckSum: 100 },
  columns: [
    column('A', 10, 'OPEN', [card('1', 'A', 300), card('2', 'A', 100, { stuck: true })]),
    column('B', 30, 'OPEN', [card('3', 'B', 400), card('4', 'B', 100)]),
    column('WON', 100, 'WON', []),
  ],
})

describe('a card moved on the board', () => {
  it('stands in the new column by its amount, sums following it', () => {
    const after = withMove(board(), '1', 'B', '-expectedAmount')
    expect(after.columns.map((item) => item.items.map((rec) => rec.id))).toEqual([['2'], ['3', '1', '4'], []])
    expect(after.columns[0]).toMatchObject({ count: 1, sum: 100, weighted: 10 })
    expect(after.columns[1]).toMatchObject({ count: 3, sum: 800, weighted: 240 })
    expect(after.open).toMatchObject({ count: 4, sum: 900, weighted: 250 })
    expect(after.columns[1]?.items[1]).toMatchObject({ stage: 'B', stageDays: 0, probability: 30 })
  })
  it('is no longer stuck', () => {
    const after = withMove(board(), '2', 'B', '-expectedAmount')
    expect(after.columns[0]).toMatchObject({ stuck: 0, stuckSum: 0 })
    expect(after.open).toMatchObject({ stuck: 0, stuckSum: 0 })
  })
  it('leaves what is under way when it is won', () => {
    expect(withMove(board(), '1', 'WON', '-expectedAmount').open).toMatchObject({ count: 3, sum: 600, weighted: 160 })
  })
  it('keeps a probability that was confirmed, unless it ends', () => {
    const start = withCard(board(), { ...card('1', 'A', 300), probability: 80, probabilityStatus: 'CONFIRMED' })
    expect(withMove(start, '1', 'B', '').columns[1]?.items[0]?.probability).toBe(80)
    expect(withMove(start, '1', 'WON', '').columns[2]?.items[0]?.probability).toBe(100)
  })
  it('changes nothing where it stays or is not shown', () => {
    const start = board()
    expect(withMove(start, '1', 'A', '')).toBe(start)
    expect(withMove(start, '9', 'B', '')).toBe(start)
  })
  it('counts without amounts where they are hidden', () => {
    const start = board()
    start.columns.forEach((item) => { item.sum = null; item.weighted = undefined })
    const after = withMove(start, '1', 'B', '')
    expect(after.columns[1]).toMatchObject({ count: 3, sum: null })
    expect(after.columns[1]?.weighted).toBeUndefined()
  })
})

describe('the board', () => {
  it('takes further cards once each', () => {
    const after = withMore(board(), 'A', [card('2', 'A', 100), card('5', 'A', 50)], null)
    expect(after.columns[0]?.items.map((rec) => rec.id)).toEqual(['1', '2', '5'])
  })
  it('knows the share of each open stage', () => {
    expect(shares(board()).map((part) => Math.round(part.share))).toEqual([44, 56])
    expect(shares({ ...board(), columns: [] })).toEqual([])
  })
})
