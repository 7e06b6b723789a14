import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router'
import { areas } from '@/area'
import { configureClient, ProblemError } from '@/api/client'
import { forgetSession, loadMe } from '@/session/session'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without being signed in, drawn without the frame. */
    bare?: boolean
  }
}

const routes: RouteRecordRaw[] = [
  {
    path: '/',
    component: () => import('@/frame/AppFrame.vue'),
    children: [
      { path: '', redirect: '/customers' },
      {
        path: 'settings',
        name: 'settings',
        component: () => import('@/frame/SettingsPage.vue'),
        children: areas.flatMap((area) => area.settingsRoutes ?? []),
      },
      ...areas.flatMap((area) => (area.routes ?? []).filter((route) => !route.meta?.bare)),
      { path: ':lost(.*)*', component: () => import('@/frame/LostPage.vue') },
    ],
  },
  ...areas.flatMap((area) => (area.routes ?? []).filter((route) => route.meta?.bare)),
]

export const router = createRouter({ history: createWebHistory(), routes })

function toLogin() {
  const here = router.currentRoute.value
  if (here.path === '/login') return
  forgetSession()
  void router.push({ path: '/login', query: here.path === '/' ? {} : { next: here.fullPath } })
}

configureClient({
  onUnauthorized: toLogin,
  onPasswordChangeRequired: () => {
    if (router.currentRoute.value.path !== '/password') void router.push('/password')
  },
})

router.beforeEach(async (to) => {
  if (to.path === '/login') return true
  try {
    const me = await loadMe()
    if (me.mustChangePassword && to.path !== '/password') return '/password'
    return true
  } catch (failure) {
    if (failure instanceof ProblemError && failure.status === 401) {
      return { path: '/login', query: to.path === '/' ? {} : { next: to.fullPath } }
    }
    // The server can't be reached: let the page say so instead of a blank screen.
    return true
  }
})

// After an upgrade the old pages' files are gone: load the new application at the wanted address.
router.onError((failure, to) => {
  if (/dynamically imported module|Importing a module/.test(String(failure))) window.location.assign(to.fullPath)
})
