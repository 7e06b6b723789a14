import type { Condition, Field, FieldType, Group, Leaf, Operator, Value } from '@/api/types'

export const isGroup = (condition: Condition): condition is Group => 'conditions' in condition

/** All of these; nothing where there is none, the one where there is one. */
export function all(...conditions: (Condition | null)[]): Condition | null {
  const kept = conditions.filter((item): item is Condition => item !== null && !(isGroup(item) && !item.conditions.length))
  if (!kept.length) return null
  return kept.length === 1 ? (kept[0] as Condition) : { op: 'and', conditions: kept }
}

/** The conditions that stand side by side at the top: what the chips show. */
export function topLevel(condition: Condition | null): Condition[] {
  if (!condition) return []
  return isGroup(condition) && condition.op === 'and' ? condition.conditions : [condition]
}

type Packed = [string, ...unknown[]]

/** For the address: `["grade","in",["KEY"]]`, `["and",[…],[…]]`. Half the length of the full form. */
export function pack(condition: Condition): Packed {
  if (isGroup(condition)) return [condition.op, ...condition.conditions.map(pack)]
  return condition.value === undefined ? [condition.field, condition.op] : [condition.field, condition.op, condition.value]
}

/** Throws where the address was tampered with. */
export function unpack(packed: unknown, depth = 0): Condition {
  if (!Array.isArray(packed) || typeof packed[0] !== 'string' || depth > 20) throw new Error('filter')
  const [head, ...rest] = packed as Packed
  if (rest.every(Array.isArray) && (head === 'and' || head === 'or' || head === 'not')) {
    return { op: head, conditions: rest.map((item) => unpack(item, depth + 1)) }
  }
  if (typeof rest[0] !== 'string') throw new Error('filter')
  return rest.length > 1 ? { field: head, op: rest[0] as Operator, value: rest[1] as Value } : { field: head, op: rest[0] as Operator }
}

export function toAddress(condition: Condition | null): string | undefined {
  return condition ? JSON.stringify(pack(condition)) : undefined
}

export function fromAddress(text: unknown): Condition | null {
  if (typeof text !== 'string' || !text) return null
  try {
    return unpack(JSON.parse(text))
  } catch {
    return null
  }
}

const NO_VALUE: Operator[] = ['isNull', 'notNull']
export const needsValue = (op: Operator): boolean => !NO_VALUE.includes(op)
export const takesMany = (op: Operator): boolean => ['in', 'notIn', 'hasAnyTag'].includes(op)
export const takesDays = (op: Operator): boolean => op === 'olderThanDays' || op === 'withinDays'

/** Whether a leaf says enough to be asked of the server. */
export function isComplete(leaf: Leaf): boolean {
  if (!needsValue(leaf.op)) return true
  const value = leaf.value
  if (Array.isArray(value)) {
    return leaf.op === 'between' ? value.length === 2 && value.every((item) => item !== null && item !== '') : value.length > 0
  }
  return value !== undefined && value !== null && value !== ''
}

/** The tree without leaves that are still being written; null where nothing is left. */
export function complete(condition: Condition | null): Condition | null {
  if (!condition) return null
  if (!isGroup(condition)) return isComplete(condition) ? condition : null
  const kept = condition.conditions.map(complete).filter((item): item is Condition => item !== null)
  return kept.length ? { op: condition.op, conditions: kept } : null
}

/** Operators worth offering: where one takes several values its one-value twin says nothing more. */
export function offered(field: Field, current?: Operator): Operator[] {
  const twins: [Operator, Operator][] = [['eq', 'in'], ['ne', 'notIn'], ['hasTag', 'hasAnyTag']]
  const listed = field.options || field.ref
  const spare = new Set(twins.filter(([, many]) => listed && field.operators.includes(many)).map(([one]) => one))
  return field.operators.filter((op) => op === current || (!spare.has(op) && op !== 'did' && op !== 'didNot'))
}

const FIRST: Partial<Record<FieldType, Operator[]>> = {
  choice: ['in'], multiChoice: ['in'], ref: ['in', 'eq'], refs: ['in'], tags: ['hasAnyTag', 'hasTag'], text: ['contains'], longText: ['contains'],
  email: ['contains'], phone: ['contains'], url: ['contains'], money: ['gte'], number: ['gte'], integer: ['gte'], percent: ['gte'],
  instant: ['withinDays'], date: ['withinDays'], boolean: ['eq'],
}

/** A new leaf with the operator people mean most often for such a field. */
export function newLeaf(field: Field): Leaf {
  const op = FIRST[field.type]?.find((item) => field.operators.includes(item)) ?? field.operators[0] ?? 'eq'
  return { field: field.name, op, ...(needsValue(op) ? { value: emptyValue(field, op) } : {}) }
}

export function emptyValue(field: Field, op: Operator): Value {
  if (takesMany(op)) return []
  if (op === 'between') return [null, null]
  if (field.type === 'boolean') return true
  if (takesDays(op)) return 30
  return null
}

/** Keeps what can be kept when the operator changes: one value becomes the first of many and back. */
export function withOperator(leaf: Leaf, field: Field, op: Operator): Leaf {
  if (!needsValue(op)) return { field: leaf.field, op }
  const old = leaf.value
  const fresh = emptyValue(field, op)
  if (takesDays(op)) return { field: leaf.field, op, value: typeof old === 'number' ? old : fresh }
  if (takesDays(leaf.op) || op === 'between' || leaf.op === 'between') return { field: leaf.field, op, value: fresh }
  if (Array.isArray(fresh)) return { field: leaf.field, op, value: Array.isArray(old) ? old : old === null || old === undefined ? [] : [old] }
  return { field: leaf.field, op, value: Array.isArray(old) ? (old[0] ?? null) : (old ?? fresh) }
}
