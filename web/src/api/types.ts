/** What the server says about entities, records, lists and errors. Kept by hand until the API description is generated. */

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

export interface Rec {
  id: string
  version: number
  createdAt?: string
  updatedAt?: string
  createdBy?: string | null
  updatedBy?: string | null
  /** Display text of reference fields, by field name. */
  labels?: Record<string, string | string[] | Record<string, string> | null>
  [field: string]: unknown
}

export interface Page {
  items: Rec[]
  page: number
  size: number
  total: number | null
  totalExact: boolean
  nextCursor: string | null
}

export type FieldType =
  | 'text' | 'longText' | 'integer' | 'number' | 'money' | 'percent' | 'date' | 'instant' | 'boolean'
  | 'choice' | 'multiChoice' | 'ref' | 'refs' | 'tags' | 'email' | 'phone' | 'url' | 'files' | 'json'

/** EDIT writes; READ reads; GUARDED is masked with reveal and may be overwritten; MASKED is masked and closed. */
export type FieldRight = 'EDIT' | 'READ' | 'GUARDED' | 'MASKED'

export type Operator =
  | 'eq' | 'ne' | 'in' | 'notIn' | 'gt' | 'gte' | 'lt' | 'lte' | 'between' | 'contains' | 'startsWith'
  | 'isNull' | 'notNull' | 'olderThanDays' | 'withinDays' | 'hasTag' | 'hasAnyTag' | 'did' | 'didNot'
  | 'unavailable'

export type Action =
  | 'view' | 'create' | 'edit' | 'delete' | 'transfer' | 'import' | 'export' | 'approve' | 'configure'

export interface Option { code: string; label: string }

export interface Field {
  name: string
  type: FieldType
  label: string
  help?: string | null
  group: string | null
  required: boolean
  readOnly: boolean
  /** Read-only ones that the record's making may still give (an import). */
  setAtCreation?: boolean
  /** How the server guards it: clear in the database but masked, or encrypted. */
  sensitive?: string | null
  derived: boolean
  max?: number | null
  scale?: number | null
  options?: Option[] | null
  ref?: string | null
  right: FieldRight
  filterable: boolean
  sortable: boolean
  searchable: boolean
  importable: boolean
  listed: boolean
  quickCreate: boolean
  default?: Value
  operators: Operator[]
}

export interface Child {
  name: string
  label?: string
  many: boolean
  entity: string
  required: boolean
  fields: Field[]
}

export interface EntityMeta {
  name: string
  label: string
  displayField: string
  codeField: string | null
  defaultSort: string
  actions: Action[]
  pool: 'NONE' | 'VIEW' | 'CLAIM'
  /** Records have an owner of their own. */
  owned?: boolean
  /** Names that a create may carry besides the fields. */
  inputs?: string[]
  searchable: boolean
  groups: { name: string; label: string }[]
  fields: Field[]
  children: Child[]
  verbs: string[]
}

export interface EntitySummary {
  name: string
  label: string
  /** The company may add fields of its own. */
  customizable?: boolean
  actions: Action[]
  searchable: boolean
}

export interface Leaf { field: string; op: Operator; value?: Value }
export interface Group { op: 'and' | 'or' | 'not'; conditions: Condition[] }
export type Condition = Leaf | Group

export interface FieldProblem { field: string; code: string; message: string }

export interface Problem {
  type?: string
  title: string
  status: number
  detail?: string
  code?: string
  errors?: FieldProblem[]
  [extra: string]: unknown
}

/** The answer to a PATCH whose version is no longer the newest. */
export interface Stale extends Problem {
  code: 'STALE'
  current: Rec
  changedBy?: { id: string; name: string } | null
  changedAt?: string | null
  changes?: { field: string; was: Value; now: Value }[]
}

export interface Me {
  id: string
  username: string
  displayName: string
  email: string | null
  departmentId: string | null
  departmentName: string | null
  locale: string | null
  theme: string | null
  mustChangePassword: boolean
  administrator: boolean
  entities: Record<string, Action[]>
}

export interface SearchGroup {
  entity: string
  label: string
  items: { id: string; title: string; subtitle: string | null; code: string | null }[]
  more: boolean
}

export type JobState = 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED'

export interface Job {
  id: string
  kind: string
  state: JobState
  done: number
  total: number | null
  result: Value
  errorFileUrl: string | null
  createdAt?: string
  finishedAt?: string | null
}

export interface VersionEntry {
  version: number
  at: string
  by: { id: string; name: string } | null
  kind: 'CREATE' | 'UPDATE' | 'DELETE' | 'RESTORE' | 'PURGE'
  /** What led to it where nobody typed it: `restore:3`. */
  cause?: string | null
  /** What whoever did it had to say, such as a hand-over note. */
  note?: string | null
  changes: { field: string; old: Value; new: Value }[]
}
