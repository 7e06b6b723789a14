import { computed, reactive, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { ProblemError } from '@/api/client'
import type { EntityMeta, Field, FieldProblem } from '@/api/types'
import { readStored, writeStored } from '@/ui/stored'
import { bodyOf, type Changes } from '../edit'
import type { CreatePart } from '../face'
import { isWritable } from '../meta'

export interface FormRow { path: string; field: Field }

/** What a new record can be given, split into what is asked first and what opens on request. Children come with their fields. */
export function formRows(meta: EntityMeta): { first: FormRow[]; more: FormRow[] } {
  const first: FormRow[] = []
  const more: FormRow[] = []
  // What is required but has a value to begin with need not be asked first.
  const asked = (field: Field) => field.quickCreate || (field.required && (field.default === null || field.default === undefined))
  const own = meta.fields.filter(isWritable).map((field) => ({ path: field.name, field, asked: asked(field) }))
  const nested = meta.children.filter((child) => !child.many).flatMap((child) =>
    child.fields.filter(isWritable).map((field) => ({
      path: `${child.name}.${field.name}`,
      field: { ...field, required: field.required && child.required },
      asked: child.required && (field.required || field.quickCreate),
    })))
  nested.sort((a, b) => Number(b.field.required) - Number(a.field.required))
  // The child's first fields follow the record's required ones: name, kind, then the person.
  const required = own.filter((row) => row.field.required)
  const rest = own.filter((row) => !row.field.required)
  for (const row of [...required, ...nested, ...rest]) (row.asked ? first : more).push({ path: row.path, field: row.field })
  return { first, more }
}

/** Inputs that are no fields as rows of the form; never kept in a draft. */
export function inputRows(meta: EntityMeta, inputs: { name: string; label: string; help?: string }[], t: (key: string) => string): FormRow[] {
  return inputs.filter(({ name }) => meta.inputs?.includes(name)).map(({ name, label, help }) => ({
    path: name,
    field: {
      name, type: 'text', label: t(label), help: help ? t(help) : null, group: null, required: true, readOnly: false, derived: false, sensitive: 'ENCRYPTED',
      right: 'EDIT', filterable: false, sortable: false, searchable: false, importable: false, listed: false, quickCreate: true, operators: [],
    },
  }))
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

interface Draft { values: Changes; labels: Record<string, string> }

export interface Form {
  values: Changes
  labels: Record<string, string>
  errors: Ref<Record<string, string>>
  /** Refusals that belong to no field on the form. */
  general: Ref<string[]>
  problem: Ref<ProblemError | null>
  fromDraft: Ref<boolean>
  dirty: ComputedRef<boolean>
  set: (path: string, value: unknown, label?: string) => void
  body: () => Record<string, unknown>
  /** The key under which this very content may be sent again without being stored twice. */
  key: (body: Record<string, unknown>) => string
  refuse: (problem: ProblemError, paths: string[]) => string | null
  accept: () => void
  dropDraft: () => void
}

/** The fields of a record entered together with another, at paths below its input. */
export function partRows(part: CreatePart, meta: EntityMeta): FormRow[] {
  return part.fields.flatMap((name) => {
    const field = meta.fields.find((item) => item.name === name)
    if (!field || !isWritable(field)) return []
    const now = field.type === 'instant' && field.required && !field.default ? new Date().toISOString() : field.default
    return [{ path: `${part.input}.${name}`, field: { ...field, default: now } }]
  })
}

/**
 * The values of a form for a new record: defaults, then what the caller gives, then the draft of last time.
 * The draft lives in this browser under `draft.<name>` and never holds fields that are kept encrypted.
 */
export function useForm(name: string, rows: FormRow[], given: Changes = {}, givenLabels: Record<string, string> = {}): Form {
  const initial: Changes = {}
  for (const { path, field } of rows) initial[path] = field.default ?? (field.type === 'multiChoice' || field.type === 'tags' || field.type === 'refs' || field.type === 'files' ? [] : null)
  Object.assign(initial, given)
  const stored = readStored<Draft | null>(`draft.${name}`, null)
  const known = new Set(rows.map((row) => row.path))
  const drafted = Object.fromEntries(Object.entries(stored?.values ?? {}).filter(([path]) => known.has(path) && !(path in given)))
  const values = reactive<Changes>({ ...initial, ...drafted })
  const labels = reactive<Record<string, string>>({ ...stored?.labels, ...givenLabels })
  const fromDraft = ref(Object.keys(drafted).length > 0)
  const errors = ref<Record<string, string>>({})
  const general = ref<string[]>([])
  const problem = shallowRef<ProblemError | null>(null)

  const changed = () => Object.entries(values).filter(([path, value]) => JSON.stringify(value ?? null) !== JSON.stringify(initial[path] ?? null))
  const dirty = computed(() => changed().length > 0)
  const secret = new Set(rows.filter(({ field }) => field.sensitive === 'ENCRYPTED').map(({ path }) => path))
  watch(values, () => {
    const kept = changed().filter(([path]) => !secret.has(path))
    writeStored(`draft.${name}`, kept.length ? { values: Object.fromEntries(kept), labels } : null)
  })

  function set(path: string, value: unknown, label?: string) {
    values[path] = value
    if (label !== undefined) labels[path] = label
    const { [path]: _gone, ...left } = errors.value
    errors.value = left
  }
  const body = () => bodyOf(Object.fromEntries(Object.entries(values).filter(([path, value]) => !isEmpty(value) || path in given)))

  let sent = ''
  let key = ''
  function keyOf(whole: Record<string, unknown>) {
    const now = JSON.stringify(whole)
    if (now !== sent || !key) {
      sent = now
      key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`
    }
    return key
  }

  /** Puts each refusal beside its field; answers the first field concerned. */
  function refuse(refusal: ProblemError, paths: string[]): string | null {
    problem.value = refusal
    const beside: Record<string, string> = {}
    const loose: FieldProblem[] = []
    for (const item of refusal.errors) {
      if (known.has(item.field)) beside[item.field] ??= item.message
      else loose.push(item)
    }
    errors.value = beside
    general.value = loose.length ? loose.map((item) => item.message) : refusal.errors.length ? [] : [refusal.message]
    return paths.find((path) => path in beside) ?? null
  }
  function reset() {
    writeStored(`draft.${name}`, null)
    for (const path of Object.keys(values)) values[path] = initial[path] ?? null
    fromDraft.value = false
    errors.value = {}
    general.value = []
    problem.value = null
    sent = key = ''
  }
  return { values, labels, errors, general, problem, fromDraft, dirty, set, body, key: keyOf, refuse, accept: reset, dropDraft: reset }
}
