import { defineAsyncComponent } from 'vue'
import type { Area } from '@/area'

const area: Area = {
  routes: [{ path: '/day', name: 'day', component: () => import('./MyDayPage.vue') }],
  navigation: [
    { label: 'task.day', icon: 'today', to: '/day', group: 'customers', order: 5, visible: ({ can }) => can('tasks', 'view') },
    { label: 'task.tasks', icon: 'task', to: '/tasks', group: 'customers', order: 35, visible: ({ can }) => can('tasks', 'view') },
  ],
  faces: {
    tasks: {
      one: 'task.one',
      icon: 'task',
      emptyHint: 'task.emptyHint',
      chips: ['state', 'priority'],
      figures: ['dueAt'],
      columns: ['title', 'dueAt', 'priority', 'customerId', 'ownerId', 'state'],
      card: ['dueAt', 'customerId'],
      views: [
        { key: 'mine', label: 'task.viewMine', filter: (me) => ({ op: 'and', conditions: [{ field: 'ownerId', op: 'eq', value: me.id }, { field: 'state', op: 'eq', value: 'OPEN' }] }), hint: 'task.emptyMine' },
        { key: 'given', label: 'task.viewGiven', filter: (me) => ({ op: 'and', conditions: [{ field: 'createdBy', op: 'eq', value: me.id }, { field: 'ownerId', op: 'ne', value: me.id }] }) },
        { key: 'open', label: 'task.viewOpen', filter: () => ({ field: 'state', op: 'eq', value: 'OPEN' }) },
      ],
      line: defineAsyncComponent(() => import('./TaskLine.vue')),
      page: () => import('./taskPage'),
    },
  },
}
export default area
