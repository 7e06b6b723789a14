import type { Area } from '@/area'

const area: Area = {
  routes: [{ path: '/me', name: 'me', component: () => import('./MePage.vue') }],
}
export default area
