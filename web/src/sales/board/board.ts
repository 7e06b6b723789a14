import type { Rec } from '@/api/types'
import { stageOf, type BoardData, type Column, type Totals } from '../stages'

const cents = (value: number) => Math.round(value * 100) / 100
const amountOf = (rec: Rec) => (typeof rec.expectedAmount === 'number' ? rec.expectedAmount : 0)
const add = (value: number | null | undefined, by: number) => (typeof value === 'number' ? cents(value + by) : value)

function shifted<T extends Totals>(totals: T, rec: Rec, probability: number, sign: 1 | -1): T {
  const amount = amountOf(rec) * sign
  const stuck = rec.stuck === true ? sign : 0
  return {
    ...totals,
    count: totals.count + sign,
    sum: add(totals.sum, amount),
    weighted: add(totals.weighted, (amount * probability) / 100),
    stuck: add(totals.stuck, stuck),
    stuckSum: add(totals.stuckSum, stuck ? amount : 0),
  }
}

const probabilityOf = (rec: Rec, column: Column) => (typeof rec.probability === 'number' ? rec.probability : column.probability)

/** Where a card goes in a column that is ordered by `sort`. */
function placeFor(items: Rec[], rec: Rec, sort: string): number {
  if (sort !== '-expectedAmount') return 0
  const at = items.findIndex((item) => amountOf(item) < amountOf(rec))
  return at < 0 ? items.length : at
}

/** The board with one card in another column, sums and counts following it. The same board where there is nothing to move. */
export function withMove(board: BoardData, id: string, to: string, sort: string): BoardData {
  const from = board.columns.find((column) => column.items.some((item) => item.id === id))
  const target = stageOf(board.columns, to)
  const rec = from?.items.find((item) => item.id === id)
  if (!from || !target || !rec || from === target) return board
  const left = probabilityOf(rec, from)
  // A probability that a manager confirmed stays; the others follow the stage.
  const keeps = rec.probabilityStatus === 'CONFIRMED' && target.outcome === 'OPEN' && from.outcome === 'OPEN'
  const arrived: Rec = { ...rec, stage: to, stageDays: 0, stuck: false, probability: keeps ? left : target.probability }
  const columns = board.columns.map((column) => {
    if (column === from) return { ...shifted(column, rec, left, -1), items: column.items.filter((item) => item.id !== id) }
    if (column !== target) return column
    const items = [...column.items]
    items.splice(placeFor(items, arrived, sort), 0, arrived)
    return { ...shifted(column, arrived, probabilityOf(arrived, column), 1), items }
  })
  let open = board.open
  if (from.outcome === 'OPEN') open = shifted(open, rec, left, -1)
  if (target.outcome === 'OPEN') open = shifted(open, arrived, probabilityOf(arrived, target), 1)
  return { ...board, open, columns }
}

/** The board with what the server now says about a card, where it shows that card. */
export function withCard(board: BoardData, fresh: Rec): BoardData {
  return {
    ...board,
    columns: board.columns.map((column) =>
      column.items.some((item) => item.id === fresh.id)
        ? { ...column, items: column.items.map((item) => (item.id === fresh.id ? { ...item, ...fresh, labels: { ...item.labels, ...fresh.labels } } : item)) }
        : column),
  }
}

/** The board with further cards at a column's end; cards that are already shown are not shown twice. */
export function withMore(board: BoardData, stage: string, items: Rec[], nextCursor: string | null): BoardData {
  const shown = new Set(board.columns.flatMap((column) => column.items.map((item) => item.id)))
  return {
    ...board,
    columns: board.columns.map((column) =>
      column.stage === stage ? { ...column, items: [...column.items, ...items.filter((item) => !shown.has(item.id))], nextCursor } : column),
  }
}

/** Shares of the open stages in the whole, in per cent, for the bar over the board; nothing where there are no amounts. */
export function shares(board: BoardData): { stage: string; name: string; share: number }[] {
  const open = board.columns.filter((column) => column.outcome === 'OPEN')
  const whole = open.reduce((sum, column) => sum + (column.sum ?? 0), 0)
  if (!(whole > 0)) return []
  return open.map((column) => ({ stage: column.stage, name: column.name, share: ((column.sum ?? 0) / whole) * 100 }))
}
