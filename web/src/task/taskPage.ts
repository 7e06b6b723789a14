import type { RecordLook } from '@/record/page/look'
import TaskActions from './TaskActions.vue'
import TaskFoot from './TaskFoot.vue'

const look: RecordLook = { actions: TaskActions, foot: TaskFoot }
export default look
