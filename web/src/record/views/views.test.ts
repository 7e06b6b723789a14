import { describe, expect, it } from 'vitest'
import type { Condition } from '@/api/types'
import { fromAddress, toAddress } from '../filter/conditions'
import { available, fromServer, toServer } from './views'

const told = { op: 'and', conditions: [{ field: 'grade', op: 'eq', value: 'KEY' }, { op: 'unavailable', leaf: 1 }, { op: 'or', conditions: [{ op: 'unavailable', leaf: 2 }] }] }

describe('a view with conditions the reader may not use', () => {
  const kept = fromServer(told)
  it('is asked for without them', () => {
    expect(available(kept)).toEqual({ op: 'and', conditions: [{ field: 'grade', op: 'eq', value: 'KEY' }] })
    expect(available(fromServer({ op: 'unavailable', leaf: 0 }))).toBeNull()
  })
  it('goes back to the server as it came', () => {
    expect(toServer(kept)).toEqual(told)
  })
  it('keeps them in the address', () => {
    expect(fromAddress(toAddress(kept))).toEqual(kept)
  })
  it('is nothing where there is no filter', () => {
    expect(fromServer(null)).toBeNull()
    expect(toServer(null)).toBeNull()
    expect(available(null as Condition | null)).toBeNull()
  })
})
