import { describe, expect, it } from 'vitest'
import { isPicture, sizeText } from './files'

describe('files', () => {
  it('tell their size in a unit one can read', () => {
    expect([0, 900, 1024, 1536, 20_480, 52_428_800].map(sizeText)).toEqual(['0 B', '900 B', '1.0 KB', '1.5 KB', '20 KB', '50 MB'])
  })

  it('are shown as pictures only where the browser draws them', () => {
    const of = (type: string) => isPicture({ id: '1', name: 'a', type, size: 1 })
    expect([of('image/png'), of('image/svg+xml'), of('text/html')]).toEqual([true, false, false])
  })
})
