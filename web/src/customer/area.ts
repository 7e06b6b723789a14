import { defineAsyncComponent } from 'vue'
import type { Area } from '@/area'
import ColorDot from './ColorDot.vue'
import GradeTag from './GradeTag.vue'
import LifecycleRing from './LifecycleRing.vue'
import ScoreMeter from './ScoreMeter.vue'

const area: Area = {
  routes: [{ path: '/follow-ups/new', name: 'follow-up-new', component: () => import('./FollowUpPage.vue') }],
  navigation: [
    { label: 'customer.customers', icon: 'building', to: '/customers', group: 'customers', order: 10, visible: ({ can }) => can('customers', 'view') },
    { label: 'customer.contacts', icon: 'users', to: '/contacts', group: 'customers', order: 20, visible: ({ can }) => can('contacts', 'view') },
    { label: 'customer.followUps', icon: 'msg', to: '/follow-ups', group: 'customers', order: 30, visible: ({ can }) => can('follow-ups', 'view') },
    { label: 'customer.pool', icon: 'pool', to: '/customers?view=pool', group: 'customers', order: 40, visible: ({ can }) => can('customers', 'view') },
    { label: 'customer.tags', icon: 'tag', to: '/settings/tags', group: 'settings', order: 72, visible: ({ can }) => can('tags', 'create') },
  ],
  faces: {
    customers: {
      one: 'customer.one',
      icon: 'building',
      avatar: 'square',
      marks: { grade: GradeTag, lifecycle: LifecycleRing, healthScore: ScoreMeter, completeness: ScoreMeter },
      chips: ['grade', 'lifecycle'],
      figures: ['totalAmount', 'orderCount', 'completeness'],
      columns: ['fullName', 'grade', 'lifecycle', 'industry', 'city', 'ownerId', 'lastFollowUpAt'],
      widths: { grade: 104, lifecycle: 112, industry: 112, city: 96, healthScore: 96 },
      card: ['grade', 'lifecycle', 'lastFollowUpAt'],
      call: 'primaryContact.mobile',
      quick: [{ key: 'quiet', label: 'customer.quickQuiet', leaf: { field: 'lastFollowUpAt', op: 'olderThanDays', value: 30 } }],
      views: [
        { key: 'mine', label: 'customer.viewMine', filter: (me) => ({ field: 'ownerId', op: 'eq', value: me.id }), hint: 'customer.emptyMine' },
        { key: 'pool', label: 'customer.pool', filter: () => ({ field: 'ownerId', op: 'isNull' }), hint: 'customer.emptyPool', visible: (me, meta) => me.administrator || meta?.pool !== 'NONE' },
      ],
      createParts: [{
        input: 'firstFollowUp', entity: 'follow-ups', fields: ['method', 'occurredAt', 'content', 'nextAction', 'nextActionAt'],
        label: 'customer.firstFollowUp', some: 'customer.talked', none: 'customer.notTalked', noneFlag: 'noContactYet',
      }],
      emptyHint: 'customer.emptyHint',
      createHint: defineAsyncComponent(() => import('./SameCustomerHint.vue')),
      rowAction: defineAsyncComponent(() => import('./ClaimButton.vue')),
      peekActions: defineAsyncComponent(() => import('./CustomerPeekActions.vue')),
      menu: defineAsyncComponent(() => import('./CustomerMenu.vue')),
      page: () => import('./customerPage'),
    },
    contacts: {
      one: 'customer.oneContact',
      emptyHint: 'customer.emptyContacts',
      icon: 'users',
      avatar: 'round',
      chips: ['role'],
      line: defineAsyncComponent(() => import('./ContactLine.vue')),
      page: () => import('./contactPage'),
    },
    'follow-ups': { one: 'customer.oneFollowUp', icon: 'msg', emptyHint: 'customer.emptyFollowUps' },
    tags: { one: 'customer.oneTag', icon: 'tag', marks: { color: ColorDot }, emptyHint: 'customer.emptyTags' },
  },
}
export default area
