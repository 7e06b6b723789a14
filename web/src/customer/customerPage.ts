import type { RecordLook } from '@/record/page/look'
import TasksOf from '@/task/TasksOf.vue'
import CustomerActions from './CustomerActions.vue'
import CustomerFigures from './CustomerFigures.vue'
import CustomerFoot from './CustomerFoot.vue'
import CustomerSide from './CustomerSide.vue'
import CustomerTimeline from './CustomerTimeline.vue'
import LifecycleBand from './LifecycleBand.vue'

/** The customer all round: who, how much, where on his way, what happened, what belongs to him. */
const look: RecordLook = {
  actions: CustomerActions,
  figures: CustomerFigures,
  band: LifecycleBand,
  tabs: [{ key: 'timeline', label: 'customer.timeline', body: CustomerTimeline }, { key: 'tasks', label: 'task.tasks', body: TasksOf }],
  side: CustomerSide,
  sideLabel: 'customer.belonging',
  foot: CustomerFoot,
  omit: ['code'],
}
export default look
