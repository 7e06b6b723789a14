import { describe, expect, it } from 'vitest'
import { arranged, packColumns, sameColumns, shownAs, unpackColumns } from './columns'

const column = (path: string, width: number | null = null, pinned = false) => ({ path, width, pinned })

describe('the columns of a list', () => {
  it('come back from the address with width and pin', () => {
    const columns = [column('name', 240, true), column('person.mobile'), column('grade', 96)]
    expect(packColumns(columns)).toBe('name~240!,person.mobile,grade~96')
    expect(unpackColumns(packColumns(columns))).toEqual(columns)
  })
  it('leave out what is no column', () => {
    expect(unpackColumns('a,,<b>,c~9999999,d~120!!')).toEqual([column('a')])
  })
  it('begin with the name, then the pinned ones, then the others', () => {
    expect(arranged([column('grade'), column('city', null, true), column('name'), column('owner')], 'name').map((item) => item.path)).toEqual(['name', 'city', 'grade', 'owner'])
    expect(arranged([column('grade')], 'name')[0]).toEqual(column('name', null, true))
  })
  it('keep their width when others are shown', () => {
    expect(shownAs(['b', 'c'], [column('a', 90), column('b', 120, true)])).toEqual([column('b', 120, true), column('c')])
  })
  it('differ by order, width or pin', () => {
    expect(sameColumns([column('a'), column('b')], [column('a'), column('b')])).toBe(true)
    expect(sameColumns([column('a'), column('b')], [column('b'), column('a')])).toBe(false)
    expect(sameColumns([column('a')], [column('a', 100)])).toBe(false)
    expect(sameColumns([column('a')], [column('a', null, true)])).toBe(false)
  })
})
