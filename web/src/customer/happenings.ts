import { faceOf } from '@/record/face'
import type { Happening } from '@/record/timeline/timeline'
import { METHOD_ICONS } from './followUp'

/** Sign and tone of what happened: talks in the accent colour, edits and the rest quiet. */
export function signOf(item: Happening): { icon: string; tone?: 'acc' | 'ok' | 'bad' | 'warn' } {
  if (item.kind === 'followUp') return { icon: METHOD_ICONS[String(item.method ?? '')] ?? 'msg', tone: 'acc' }
  if (item.kind === 'change') return { icon: 'pencil' }
  return { icon: faceOf(item.entity).icon }
}
