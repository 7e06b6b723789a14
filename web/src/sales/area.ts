import type { Area } from '@/area'
import StageBars from './StageBars.vue'

const area: Area = {
  navigation: [
    { label: 'sales.opportunities', icon: 'opp', to: '/opportunities', group: 'sales', order: 10, visible: ({ can }) => can('opportunities', 'view') },
    { label: 'sales.products', icon: 'order', to: '/settings/products', group: 'settings', order: 50, visible: ({ can }) => can('products', 'view') },
    { label: 'sales.pipelines', icon: 'journey', to: '/settings/pipelines', group: 'settings', order: 60, visible: ({ can }) => can('pipelines', 'view') },
  ],
  faces: {
    opportunities: {
      one: 'sales.one',
      icon: 'opp',
      marks: { stage: StageBars },
      chips: ['stage'],
      figures: ['expectedAmount', 'probability', 'expectedCloseDate', 'stageDays'],
      columns: ['name', 'customerId', 'stage', 'expectedAmount', 'expectedCloseDate', 'ownerId', 'stageDays'],
      widths: { stage: 124 },
      card: ['stage', 'expectedAmount', 'expectedCloseDate'],
      views: [{ key: 'mine', label: 'sales.viewMine', filter: (me) => ({ field: 'ownerId', op: 'eq', value: me.id }) }],
    },
    products: { one: 'sales.oneProduct', icon: 'order' },
    pipelines: { one: 'sales.onePipeline', icon: 'journey' },
  },
}
export default area
