import { api } from '@/api/client'
import type { Field, FieldType, Option, Page, Rec } from '@/api/types'

/** One option of a field with choices; its code is made once and stays. */
export interface OwnOption { code: string; labelZh: string; labelEn: string; active: boolean }

/** A field that the company has made, as it is kept. */
export interface Definition extends Rec {
  entity: string
  name: string
  labelZh: string
  labelEn: string
  type: string
  required: boolean
  sortable: boolean
  listed: boolean
  active: boolean
  position: number
  options: OwnOption[] | null
}

export const ENTITY = 'field-definitions'
export const definitionsKey = (entity: string) => ['list', ENTITY, entity]

export async function definitionsOf(entity: string, signal?: AbortSignal): Promise<Definition[]> {
  const filter = JSON.stringify({ field: 'entity', op: 'eq', value: entity })
  const page = await api.get<Page>(`/${ENTITY}`, { query: { filter, size: 200, sort: 'position,id' }, signal })
  return page.items as Definition[]
}

export const isChoice = (type: unknown): boolean => type === 'CHOICE' || type === 'MULTI_CHOICE'
export const isText = (type: unknown): boolean => type === 'TEXT' || type === 'LONG_TEXT'
const isRanged = (type: unknown): boolean => type === 'NUMBER' || type === 'MONEY' || type === 'DATE'

/** What is asked for a field of this type, in the order of the form. */
export function asked(type: unknown, fresh: boolean): string[] {
  return [
    'labelZh', 'labelEn',
    ...(fresh ? ['name', 'type'] : []),
    ...(fresh && type === 'LINK' ? ['refEntity'] : []),
    ...(isChoice(type) ? ['options'] : []),
    'required', 'listed',
    ...(type === 'LONG_TEXT' || type === 'MULTI_CHOICE' ? [] : ['sortable']),
    ...(type === 'USER' || type === 'LINK' ? [] : ['default']),
    ...(fresh && type === 'NUMBER' ? ['scale'] : []),
    ...(isRanged(type) ? ['min', 'max'] : []),
    ...(isText(type) ? ['maxLength', 'pattern'] : []),
    'group', 'helpZh', 'helpEn',
  ]
}

const TYPES: Record<string, FieldType> = {
  TEXT: 'text', LONG_TEXT: 'longText', NUMBER: 'number', MONEY: 'money', DATE: 'date', INSTANT: 'instant',
  BOOLEAN: 'boolean', CHOICE: 'choice', MULTI_CHOICE: 'multiChoice', USER: 'ref', LINK: 'ref',
}
export const typeOf = (type: unknown): FieldType => TYPES[String(type)] ?? 'text'

/** A field of the form drawn as a list of choices. */
export const asChoice = (field: Field, options: Option[], required = false): Field => ({ ...field, type: 'choice', options, required })

/** `Annual budget` becomes annualBudget; what is no Latin letter or digit falls away. */
export function nameFrom(label: string): string {
  const words = label.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, ' ').trim().split(' ').filter(Boolean)
  const joined = words.map((word, at) => {
    const small = word.toLowerCase()
    return at === 0 ? small : small.charAt(0).toUpperCase() + small.slice(1)
  }).join('')
  return joined.replace(/^[^a-z]+/, '').slice(0, 40)
}

/** A code for a new option: from its English name, or numbered. */
export function codeFrom(label: string, taken: string[]): string {
  const made = label.trim().toUpperCase().replace(/[^A-Z0-9]+/g, '_').replace(/^[^A-Z]+|_+$/g, '').slice(0, 36) || 'OPTION'
  for (let n = 1; ; n++) {
    const free = n === 1 ? made : `${made}_${n}`
    if (!taken.includes(free)) return free
  }
}
