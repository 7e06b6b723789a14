import { api } from '@/api/client'
import type { Rec } from '@/api/types'
import { refresh } from '@/record/records'

/** Makes a contact the one its customer is known by. */
export async function makePrimary(contact: Rec): Promise<void> {
  await api.post(`/contacts/${contact.id}/make-primary`, { version: contact.version })
  refresh('contacts', contact.id)
  refresh('customers', String(contact.customerId))
}
