import type { RecordLook } from '@/record/page/look'
import UserActions from './UserActions.vue'

const look: RecordLook = { actions: UserActions }
export default look
