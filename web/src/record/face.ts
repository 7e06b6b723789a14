import type { Component } from 'vue'
import type { Condition, EntityMeta, Me, Rec } from '@/api/types'
import type { QuickFilter } from './list/quick'
import type { RecordLook } from './page/look'

/** A view that comes with the product: a tab over the list. */
export interface BuiltInView {
  key: string
  /** Text key. */
  label: string
  filter: (me: Me) => Condition | null
  /** Text key of what to do when nothing is in it. */
  hint?: string
  visible?: (me: Me, meta: EntityMeta | undefined) => boolean
}

/** Draws one field's value in its own fixed shape. Receives `value` (the code) and `label` (its text). */
export type Mark = Component<{ value: string; label: string; rec?: Rec }>

/** The look of an entity's records that metadata can't carry. Everything is optional: without a face an entity still works. */
export interface Face {
  icon: string
  /** Text key of one record's kind, where the metadata's label is a plural (New customer). */
  one?: string
  /** Shape of the avatar before the name; absent: the icon. */
  avatar?: 'square' | 'round'
  views?: BuiltInView[]
  /** Conditions set by one click, beside those every list has. */
  quick?: QuickFilter[]
  marks?: Record<string, Mark>
  /** Fields shown large in the head of record and peek. */
  figures?: string[]
  /** Fields shown as chips beside the name. */
  chips?: string[]
  /** Columns of the list before the user chooses, in order; absent: the metadata's `listed` ones. */
  columns?: string[]
  /** Usual widths in pixels of columns whose mark needs more or less room than its type. */
  widths?: Record<string, number>
  /** Fields of the second and third line of a card on a phone. */
  card?: string[]
  /** Field with a number to call from a card. */
  call?: string
  /** Text key of the example in the empty list. */
  emptyHint?: string
  /** Something to say while a new record is typed in. Receives `values` by field path. */
  createHint?: Component<{ values: Record<string, unknown> }>
  /** Records of another kind that are entered together with a new one, under a name the metadata's `inputs` lists. */
  createParts?: CreatePart[]
  /** Secrets given at creation that are no fields (a first password), under names the metadata's `inputs` lists; text keys. */
  createInputs?: { name: string; label: string; help?: string }[]
  /** Other looks of the list (a board): route names with text key and icon. */
  looks?: { route: string; label: string; icon: string }[]
  /** More below the facts in the peek panel. Receives `rec`. */
  peekMore?: Component<{ rec: Rec }>
  /** More than facts on the record's own page; fetched when one is opened. */
  page?: () => Promise<{ default: RecordLook }>
  /** One line of such a record inside another's page. */
  line?: Component<{ rec: Rec }>
  /** Buttons in the peek's foot. Receives `rec`. */
  peekActions?: Component<{ rec: Rec }>
  /** A button at the end of a row's name, for records that wait for somebody. Receives `rec`. */
  rowAction?: Component<{ rec: Rec }>
  /** More entries of a record's menu. Receives `meta` and `rec`, says `done` when chosen. */
  menu?: Component<{ meta: EntityMeta; rec: Rec }>
}

export interface CreatePart {
  input: string
  entity: string
  fields: string[]
  /** Text keys: what it is, that there is some, that there is none. */
  label: string
  some: string
  none: string
  /** What is sent where there is none. */
  noneFlag: string
}

const faces = new Map<string, Face>()

export function registerFaces(more: Record<string, Face>): void {
  for (const [entity, face] of Object.entries(more)) faces.set(entity, { ...faces.get(entity), ...face })
}

/** What one record of the entity is called in a sentence. */
export function oneOf(t: (key: string) => string, entity: string, label: string): string {
  const key = faceOf(entity).one
  return key ? t(key) : label
}

export function faceOf(entity: string): Face {
  return faces.get(entity) ?? { icon: 'doc' }
}
