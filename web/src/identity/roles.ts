import type { Action, FieldRight, Rec } from '@/api/types'

export type Scope = 'NONE' | 'OWN' | 'TEAM' | 'DEPARTMENT' | 'DEPARTMENT_TREE' | 'ALL'
export type Pool = 'NONE' | 'VIEW' | 'CLAIM'
export type FieldMode = 'HIDDEN' | 'MASKED' | 'READ' | 'EDIT'

export const SCOPES: Scope[] = ['NONE', 'OWN', 'TEAM', 'DEPARTMENT', 'DEPARTMENT_TREE', 'ALL']
export const ACTIONS: Action[] = ['view', 'create', 'edit', 'delete', 'transfer', 'import', 'export', 'approve', 'configure']
/** Granted or not, without a question of whose rows. */
export const PLAIN: Action[] = ['create', 'import', 'configure']
export const MODES: FieldMode[] = ['EDIT', 'READ', 'MASKED', 'HIDDEN']

/** One line of a role as the server keeps it. */
export interface Permission {
  entity: string
  actions: Action[]
  scope: Scope
  pool?: Pool
  fields?: Record<string, FieldMode>
}

/** The rights of a role on one entity, as the matrix shows them. */
export interface Line {
  scopes: Partial<Record<Action, Scope>>
  pool: Pool
  fields: Record<string, FieldMode>
}

export type Grid = Record<string, Line>

export const permissionsOf = (role: Rec): Permission[] => (Array.isArray(role.permissions) ? (role.permissions as Permission[]) : [])

/** A role with everything on everything: shown, but not drawn into squares one could take away. */
export function isAdministrator(role: Rec): boolean {
  return permissionsOf(role).some((p) => p.entity === '*' && p.scope === 'ALL' && ACTIONS.every((a) => p.actions.includes(a)))
}

const wider = (a: Scope | undefined, b: Scope): Scope => (a && SCOPES.indexOf(a) > SCOPES.indexOf(b) ? a : b)

export function gridOf(permissions: Permission[], entities: string[]): Grid {
  const grid: Grid = {}
  for (const entity of entities) {
    const own = permissions.filter((p) => p.entity === entity)
    const line: Line = { scopes: {}, pool: 'NONE', fields: {} }
    for (const part of own.length ? own : permissions.filter((p) => p.entity === '*')) {
      for (const action of part.actions) line.scopes[action] = wider(line.scopes[action], part.scope ?? 'OWN')
      if (part.pool && part.pool !== 'NONE') line.pool = part.pool
      Object.assign(line.fields, part.fields)
    }
    grid[entity] = line
  }
  return grid
}

/** Back to the server's form: one line per entity and scope; what the matrix does not show stays as it was. */
export function permissionsFrom(grid: Grid, before: Permission[]): Permission[] {
  const result: Permission[] = before.filter((p) => p.entity !== '*' && !(p.entity in grid))
  for (const [entity, line] of Object.entries(grid)) {
    const byScope = new Map<Scope, Action[]>()
    for (const action of ACTIONS) {
      const scope = line.scopes[action]
      if (scope && scope !== 'NONE') byScope.set(scope, [...(byScope.get(scope) ?? []), action])
    }
    const extra = { ...(line.pool !== 'NONE' && { pool: line.pool }), ...(Object.keys(line.fields).length && { fields: line.fields }) }
    for (const [scope, actions] of byScope) result.push({ entity, actions, scope, ...extra })
  }
  return result
}

export const sameCell = (a: Grid, b: Grid, entity: string, action: Action) =>
  (a[entity]?.scopes[action] ?? 'NONE') === (b[entity]?.scopes[action] ?? 'NONE')

/** How many cells and fields differ. */
export function differences(a: Grid, b: Grid): number {
  let count = 0
  for (const entity of Object.keys(a)) {
    for (const action of ACTIONS) if (!sameCell(a, b, entity, action)) count += 1
    if (a[entity]?.pool !== b[entity]?.pool) count += 1
    const names = new Set([...Object.keys(a[entity]?.fields ?? {}), ...Object.keys(b[entity]?.fields ?? {})])
    for (const name of names) if (a[entity]?.fields[name] !== b[entity]?.fields[name]) count += 1
  }
  return count
}

/** What a field falls to where the role says nothing. */
export const silent = (sensitive: unknown): FieldRight => (sensitive ? 'GUARDED' : 'EDIT')
