import type { Field, FieldType } from '@/api/types'

const ICONS: Record<FieldType, string> = {
  text: 'text', longText: 'text', integer: 'hash', number: 'hash', money: 'value', percent: 'gauge', date: 'calendar', instant: 'clock',
  boolean: 'check', choice: 'rows', multiChoice: 'rows', ref: 'link', refs: 'link', tags: 'tag', email: 'mail', phone: 'phone', url: 'globe', files: 'clip', json: 'formula',
}

export const fieldIcon = (field: Field): string => (field.ref === 'users' ? 'user' : ICONS[field.type])
