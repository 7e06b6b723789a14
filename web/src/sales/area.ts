import { defineAsyncComponent } from 'vue'
import type { Area } from '@/area'
import { monthOf } from './periods'
import StageBars from './StageBars.vue'

const area: Area = {
  routes: [{ path: '/opportunities/board', name: 'opportunity-board', component: () => import('./board/BoardPage.vue') }],
  navigation: [
    { label: 'sales.opportunities', icon: 'opp', to: '/opportunities', group: 'sales', order: 10, visible: ({ can }) => can('opportunities', 'view') },
    { label: 'sales.products', icon: 'order', to: '/settings/products', group: 'settings', order: 50, visible: ({ can }) => can('products', 'view') },
    { label: 'sales.competitors', icon: 'flag', to: '/settings/competitors', group: 'settings', order: 55, visible: ({ can }) => can('competitors', 'create') },
    { label: 'sales.pipelines', icon: 'journey', to: '/settings/pipelines', group: 'settings', order: 60, visible: ({ can }) => can('pipelines', 'view') },
  ],
  faces: {
    opportunities: {
      one: 'sales.one',
      emptyHint: 'sales.emptyHint',
      icon: 'opp',
      marks: { stage: StageBars },
      chips: ['stage'],
      figures: ['expectedAmount', 'probability', 'expectedCloseDate', 'stageDays'],
      columns: ['name', 'customerId', 'stage', 'expectedAmount', 'expectedCloseDate', 'ownerId', 'stageDays'],
      widths: { stage: 136, customerId: 180 },
      card: ['stage', 'expectedAmount', 'expectedCloseDate'],
      views: [
        { key: 'mine', label: 'sales.viewMine', filter: (me) => ({ field: 'ownerId', op: 'eq', value: me.id }), hint: 'sales.emptyMine' },
        { key: 'month', label: 'sales.viewMonth', filter: () => ({ field: 'expectedCloseDate', op: 'between', value: monthOf(new Date()) }) },
        { key: 'stuck', label: 'sales.viewStuck', filter: () => ({ field: 'stuck', op: 'eq', value: true }), visible: (_, meta) => !!meta?.fields.some((field) => field.name === 'stuck' && field.filterable) },
      ],
      looks: [{ route: 'opportunity-board', label: 'sales.board', icon: 'board' }],
      line: defineAsyncComponent(() => import('./OpportunityLine.vue')),
      page: () => import('./opportunityPage'),
    },
    products: { one: 'sales.oneProduct', icon: 'order', emptyHint: 'sales.emptyProducts' },
    competitors: { one: 'sales.oneCompetitor', icon: 'flag', emptyHint: 'sales.emptyCompetitors' },
    pipelines: { one: 'sales.onePipeline', icon: 'journey' },
  },
}
export default area
