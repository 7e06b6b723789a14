import type { Area } from '@/area'

const area: Area = {
  routes: [
    { path: '/login', name: 'login', component: () => import('./LoginPage.vue'), meta: { bare: true } },
    { path: '/password', name: 'password', component: () => import('./PasswordPage.vue'), meta: { bare: true } },
  ],
  settingsRoutes: [{ path: 'roles', name: 'roles', component: () => import('./RolesPage.vue') }],
  navigation: [
    { label: 'identity.users', icon: 'users', to: '/settings/users', group: 'settings', order: 10, visible: ({ can }) => can('users', 'view') },
    { label: 'identity.departments', icon: 'branch', to: '/settings/departments', group: 'settings', order: 20, visible: ({ can }) => can('departments', 'view') },
    { label: 'identity.roles', icon: 'shield', to: '/settings/roles', group: 'settings', order: 30, visible: ({ can }) => can('roles', 'view') },
  ],
  faces: {
    users: { one: 'identity.oneUser', icon: 'user', avatar: 'round' },
    departments: { one: 'identity.oneDepartment', icon: 'branch' },
    roles: { one: 'identity.oneRole', icon: 'shield' },
  },
}
export default area
