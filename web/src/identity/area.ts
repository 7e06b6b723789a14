import type { Area } from '@/area'

const area: Area = {
  routes: [
    { path: '/login', name: 'login', component: () => import('./LoginPage.vue'), meta: { bare: true } },
    { path: '/me/access', name: 'access', component: () => import('./AccessPage.vue') },
    { path: '/password', name: 'password', component: () => import('./PasswordPage.vue'), meta: { bare: true } },
  ],
  settingsRoutes: [
    { path: 'roles', name: 'roles', component: () => import('./RolesPage.vue') },
    { path: 'audit-entries', name: 'audit', component: () => import('./AuditPage.vue') },
  ],
  navigation: [
    { label: 'identity.users', icon: 'users', to: '/settings/users', group: 'settings', order: 10, visible: ({ can }) => can('users', 'view') },
    { label: 'identity.departments', icon: 'branch', to: '/settings/departments', group: 'settings', order: 20, visible: ({ can }) => can('departments', 'view') },
    { label: 'identity.roles', icon: 'shield', to: '/settings/roles', group: 'settings', order: 30, visible: ({ can }) => can('roles', 'view') },
    { label: 'identity.audit', icon: 'eye', to: '/settings/audit-entries', group: 'settings', order: 85, visible: ({ can }) => can('audit-entries', 'view') },
  ],
  faces: {
    users: { one: 'identity.oneUser', icon: 'user', avatar: 'round', columns: ['displayName', 'username', 'title', 'departmentId', 'roleIds', 'active', 'lastLoginAt'], createInputs: [{ name: 'password', label: 'identity.firstPassword', help: 'identity.firstPasswordHelp' }], page: () => import('./userPage') },
    departments: { one: 'identity.oneDepartment', icon: 'branch' },
    roles: { one: 'identity.oneRole', icon: 'shield' },
  },
}
export default area
