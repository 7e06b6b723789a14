import { api } from '@/api/client'
import type { Rec } from '@/api/types'
import type { RecordLook } from '@/record/page/look'
import { lineAmount } from './lines'
import TasksOf from '@/task/TasksOf.vue'
import OpportunityActions from './OpportunityActions.vue'
import OpportunityFoot from './OpportunityFoot.vue'
import OpportunitySide from './OpportunitySide.vue'
import OpportunityTalks from './OpportunityTalks.vue'
import StageBand from './StageBand.vue'

const look: RecordLook = {
  actions: OpportunityActions,
  band: StageBand,
  tabs: [{ key: 'talks', label: 'sales.talks', body: OpportunityTalks }, { key: 'tasks', label: 'task.tasks', body: TasksOf }],
  side: OpportunitySide,
  sideLabel: 'sales.customer',
  foot: OpportunityFoot,
  omit: ['code', 'stuck'],
  lines: {
    products: {
      columns: ['name', 'quantity', 'unitPrice', 'discount', 'amount'],
      sum: 'amount',
      derive: (line) => ({ ...line, amount: lineAmount(line) }),
      picked: async (field, id, line) => {
        if (field !== 'productId') return {}
        const product = await api.get<Rec>(`/products/${id}`)
        return { name: product.name, unitPrice: product.price ?? line.unitPrice ?? null }
      },
    },
  },
}
export default look
