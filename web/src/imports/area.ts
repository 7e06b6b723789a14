import type { Area } from '@/area'

const area: Area = {
  routes: [
    { path: '/:entity([a-z][a-z-]*)/import', name: 'import-new', component: () => import('./NewImportPage.vue') },
    { path: '/imports/:id(\\d+)', name: 'import', component: () => import('./ImportPage.vue') },
  ],
}
export default area
