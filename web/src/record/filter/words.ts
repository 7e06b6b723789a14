import type { Condition, EntityMeta, Field, Leaf, Operator, Value } from '@/api/types'
import { dayText, money, number, optionLabel, parseDay } from '../format'
import { fieldOf } from '../meta'
import { isGroup, needsValue, takesDays } from './conditions'

export type Translate = (key: string, values?: Record<string, unknown>) => string

/** The operator as said for this kind of field: later than a date, at least an amount. */
export function operatorWord(t: Translate, op: Operator, field?: Field): string {
  const timely = field?.type === 'date' || field?.type === 'instant'
  if (timely && ['gt', 'gte', 'lt', 'lte'].includes(op)) return t(`filter.time_${op}`)
  return t(`filter.op_${op}`)
}

/** The operator as it stands in a menu, where it must be told apart from all others. */
export function operatorChoice(t: Translate, op: Operator, field?: Field): string {
  return takesDays(op) ? t(`filter.pick_${op}`) : operatorWord(t, op, field)
}

export interface Words {
  t: Translate
  locale: string
  /** What a referenced record is called. */
  nameOf: (entity: string, id: string) => string
}

function oneValue(words: Words, field: Field | undefined, value: Value): string {
  if (value === null || value === undefined) return '…'
  if (!field) return String(value)
  switch (field.type) {
    case 'choice':
    case 'multiChoice':
      return optionLabel(field, value)
    case 'ref':
    case 'refs':
      if (value === 'me') return words.t('filter.me')
      return field.ref ? words.nameOf(field.ref, String(value)) : String(value)
    case 'money':
      return typeof value === 'number' ? money(value, words.locale) : String(value)
    case 'number':
    case 'integer':
    case 'percent':
      return typeof value === 'number' ? number(value, words.locale) : String(value)
    case 'date':
      return dayText(parseDay(String(value)), words.locale)
    case 'instant':
      return dayText(new Date(String(value)), words.locale)
    case 'boolean':
      return words.t(value ? 'record.yes' : 'record.no')
    default:
      return String(value)
  }
}

export function valueWords(words: Words, leaf: Leaf, field: Field | undefined): string {
  if (!needsValue(leaf.op)) return ''
  if (takesDays(leaf.op)) return words.t(`filter.value_${leaf.op}`, { n: Number(leaf.value ?? 0) })
  const values = Array.isArray(leaf.value) ? leaf.value : [leaf.value ?? null]
  const text = values.map((value) => oneValue(words, field, value))
  if (leaf.op === 'between') return text.join(' – ')
  return text.length > 3
    ? words.t('filter.andMore', { first: text.slice(0, 2).join(words.t('record.listSeparator')), n: text.length - 2 })
    : text.join(words.t('record.listSeparator'))
}

export function leafWords(words: Words, meta: EntityMeta, leaf: Leaf): string {
  if (leaf.op === 'unavailable') return words.t('filter.unavailable')
  const field = fieldOf(meta, leaf.field)
  return words.t('filter.leaf', { field: field?.label ?? leaf.field, op: operatorWord(words.t, leaf.op, field), value: valueWords(words, leaf, field) }).trim()
}

/** The whole tree as one sentence. */
export function sentence(words: Words, meta: EntityMeta, condition: Condition): string {
  if (!isGroup(condition)) return leafWords(words, meta, condition)
  const parts = condition.conditions.map((item) => {
    const text = sentence(words, meta, item)
    return isGroup(item) && item.op !== 'not' && item.conditions.length > 1 ? words.t('filter.bracket', { text }) : text
  })
  const joined = parts.join(words.t(condition.op === 'or' ? 'filter.joinOr' : 'filter.joinAnd'))
  return condition.op === 'not' ? words.t('filter.notThat', { text: joined }) : joined
}

/** Ids that a tree names, by referenced entity: their names must be known to say it. */
export function namedRecords(meta: EntityMeta, condition: Condition | null): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const walk = (item: Condition) => {
    if (isGroup(item)) return item.conditions.forEach(walk)
    const ref = fieldOf(meta, item.field)
    if ((ref?.type !== 'ref' && ref?.type !== 'refs') || !ref.ref || item.value === undefined) return
    const ids = (Array.isArray(item.value) ? item.value : [item.value]).filter((id) => id !== null && id !== 'me').map(String)
    found.set(ref.ref, [...(found.get(ref.ref) ?? []), ...ids])
  }
  if (condition) walk(condition)
  return found
}
