import { describe, expect, it } from 'vitest'
import { combined, fold, grouped, type Happening } from './timeline'

const edit = (at: string, field: string, old: string, now: string, by = '1', id = '7'): Happening => ({
  kind: 'change', at, by: { id: by, name: by }, title: '', text: null, entity: 'things', id, changes: [{ field, old, new: now }],
})
const said = (at: string): Happening => ({ kind: 'note', at, by: null, title: '', text: 'x', entity: 'notes', id: '1' })

describe('the timeline', () => {
  it('folds the edits one person made to one record in one sitting', () => {
    const entries = fold([
      edit('2026-03-05T10:00:00Z', 'a', '2', '3'),
      edit('2026-03-05T09:50:00Z', 'a', '1', '2'),
      edit('2026-03-05T09:40:00Z', 'b', 'x', 'y'),
      edit('2026-03-05T09:30:00Z', 'b', 'w', 'x', '2'),
      said('2026-03-05T09:20:00Z'),
      edit('2026-03-05T09:10:00Z', 'b', 'v', 'w', '2'),
    ])
    expect(entries.map((entry) => entry.run.length)).toEqual([3, 1, 1, 1])
  })

  it('does not fold edits half a day apart, nor those of two records', () => {
    expect(fold([edit('2026-03-05T20:00:00Z', 'a', '1', '2'), edit('2026-03-05T09:00:00Z', 'a', '0', '1')])).toHaveLength(2)
    expect(fold([edit('2026-03-05T10:00:00Z', 'a', '1', '2'), edit('2026-03-05T09:59:00Z', 'a', '0', '1', '1', '8')])).toHaveLength(2)
  })

  it('says of a run what changed from its beginning to its end', () => {
    const run = [
      edit('2026-03-05T10:00:00Z', 'a', '2', '3'),
      edit('2026-03-05T09:50:00Z', 'a', '1', '2'),
      edit('2026-03-05T09:40:00Z', 'b', 'y', 'x'),
      edit('2026-03-05T09:30:00Z', 'b', 'x', 'y'),
    ]
    expect(combined(run)).toEqual([{ field: 'a', old: '1', new: '3' }])
  })

  it('puts what happened under today, this week and months', () => {
    // A Thursday.
    const now = new Date(2026, 2, 5, 12)
    const at = (month: number, day: number) => said(new Date(2026, month, day, 9).toISOString())
    const groups = grouped(fold([at(2, 5), at(2, 3), at(2, 2), at(2, 1), at(1, 28)]), now)
    expect(groups.map((group) => [group.label, group.entries.length])).toEqual([['today', 1], ['week', 2], ['month', 1], ['month', 1]])
  })
})
