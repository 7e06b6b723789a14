import type { RecordLook } from '@/record/page/look'
import ContactActions from './ContactActions.vue'
import ContactTalks from './ContactTalks.vue'

const look: RecordLook = {
  actions: ContactActions,
  tabs: [{ key: 'talks', label: 'customer.followUps', body: ContactTalks }],
}
export default look
