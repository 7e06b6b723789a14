import type { Area } from '@/area'

/** The generic pages: every entity has a list and a record page without a line of its own. */
const area: Area = {
  routes: [
    { path: '/:entity([a-z][a-z-]*)', name: 'list', component: () => import('./ListPage.vue') },
    { path: '/:entity([a-z][a-z-]*)/:id(\\d+)', name: 'record', component: () => import('./RecordPage.vue') },
  ],
  navigation: [
    { label: 'record.company', icon: 'building', to: '/settings/company', group: 'settings', order: 65, visible: ({ me }) => me.administrator },
    { label: 'choices.lists', icon: 'rows', to: '/settings/choice-lists', group: 'settings', order: 70, visible: ({ me }) => me.administrator },
    { label: 'fields.title', icon: 'formula', to: '/settings/fields', group: 'settings', order: 68, visible: ({ can }) => can('field-definitions', 'view') },
    { label: 'record.bin', icon: 'trash', to: '/settings/recycle-bin', group: 'settings', order: 90, visible: ({ me }) => Object.values(me.entities).some((actions) => actions.includes('delete')) },
  ],
  settingsRoutes: [
    { path: 'company', name: 'company', component: () => import('./CompanySettingsPage.vue') },
    { path: 'choice-lists', name: 'choice-lists', component: () => import('./choices/ChoiceListsPage.vue') },
    { path: 'fields', name: 'fields', component: () => import('./fields/FieldsPage.vue') },
    { path: 'recycle-bin', alias: 'bin', name: 'recycle-bin', component: () => import('./RecycleBin.vue') },
    { path: ':entity([a-z][a-z-]*)', name: 'settings-list', component: () => import('./ListPage.vue') },
  ],
}
export default area
