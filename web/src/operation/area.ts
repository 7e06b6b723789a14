import type { Area } from '@/area'

/** What keeps running behind the pages: background work, readers of the change log. */
const area: Area = {
  settingsRoutes: [
    { path: 'jobs', name: 'jobs', component: () => import('./JobsPage.vue') },
    { path: 'readers', name: 'readers', component: () => import('./ReadersPage.vue') },
  ],
  navigation: [
    { label: 'operation.jobs', icon: 'task', to: '/settings/jobs', group: 'settings', order: 80, visible: ({ me }) => me.administrator },
    { label: 'operation.readers', icon: 'bolt', to: '/settings/readers', group: 'settings', order: 82, visible: ({ me }) => me.administrator },
  ],
}
export default area
