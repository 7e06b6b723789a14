import { describe, expect, it } from 'vitest'
import { differences, gridOf, isAdministrator, permissionsFrom, type Permission } from './roles'

const manager: Permission[] = [
  { entity: 'customers', actions: ['view', 'edit'], scope: 'DEPARTMENT_TREE', pool: 'CLAIM', fields: { budgetNote: 'HIDDEN' } },
  { entity: 'customers', actions: ['delete'], scope: 'OWN', pool: 'CLAIM', fields: { budgetNote: 'HIDDEN' } },
]

describe('the matrix of a role', () => {
  it('comes back as it went in', () => {
    expect(permissionsFrom(gridOf(manager, ['customers', 'contacts']), manager)).toEqual(manager)
  })
  it('shows the widest scope an action has', () => {
    const both: Permission[] = [...manager, { entity: 'customers', actions: ['delete'], scope: 'ALL' }]
    expect(gridOf(both, ['customers']).customers?.scopes.delete).toBe('ALL')
  })
  it('counts each cell and field that differs', () => {
    const a = gridOf(manager, ['customers'])
    const b = gridOf(manager, ['customers'])
    b.customers!.scopes.edit = 'ALL'
    b.customers!.fields.budgetNote = 'READ'
    expect(differences(a, b)).toBe(2)
  })
  it('keeps lines about entities that it does not show', () => {
    expect(permissionsFrom(gridOf(manager, ['contacts']), manager)).toEqual(manager)
  })
  it('knows an administrator', () => {
    const all: Permission[] = [{ entity: '*', scope: 'ALL', actions: ['view', 'create', 'edit', 'delete', 'transfer', 'import', 'export', 'approve', 'configure'] }]
    expect(isAdministrator({ id: '1', version: 1, permissions: all })).toBe(true)
    expect(isAdministrator({ id: '1', version: 1, permissions: manager })).toBe(false)
  })
})
