import type { Field } from '@/api/types'
import { faceOf } from '../face'

const USUAL: Partial<Record<Field['type'], number>> = {
  longText: 280, choice: 104, multiChoice: 150, money: 112, integer: 84, number: 100, percent: 100, date: 132, instant: 104, boolean: 84, tags: 190, refs: 190, phone: 136, email: 180, url: 180, ref: 150,
}
export const NARROWEST = 64

/** About how wide a text is at 14 px: full for Chinese, half for Latin. */
const textWidth = (text: string): number => [...text].reduce((sum, sign) => sum + (sign.charCodeAt(0) > 0x2e80 ? 13 : 7.2), 0)

function usual(field: Field): number {
  if (field.ref === 'users') return 104
  if (field.type === 'choice' && field.options?.length) {
    const longest = Math.max(...field.options.map((option) => textWidth(option.label)))
    return Math.min(170, Math.max(84, longest + 42))
  }
  return USUAL[field.type] ?? 140
}

/** How wide a column is where nobody has said it, in pixels. */
export function usualWidth(entity: string, path: string, field: Field, first: boolean): number {
  const shaped = faceOf(entity).widths ?? {}
  return first ? 236 : Math.max(shaped[path] ?? usual(field), textWidth(field.label) + 24)
}
