import { computed, reactive, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { ProblemError } from '@/api/client'
import type { Rec } from '@/api/types'
import { t } from '@/i18n'
import { sayProblem } from '@/record/edit'
import { createRecord, refresh } from '@/record/records'
import { readStored, useStored, writeStored } from '@/ui/stored'
import { toast } from '@/ui/toast'

/** A follow-up as it is being written. Kept in this browser until it is saved. */
export interface FollowUpDraft {
  method: string
  content: string
  nextAction: string | null
  nextActionAt: string | null
  contactId: string | null
  opportunityId: string | null
}

export const METHOD_ICONS: Record<string, string> = {
  PHONE: 'phone', VISIT: 'pin', EMAIL: 'mail', MEETING: 'users', WECOM: 'wecom', SMS: 'sms', CHAT: 'msg', SOCIAL: 'globe',
}
const NO_ACTION = 'NONE'

export const blankDraft = (method: string): FollowUpDraft => ({
  method, content: '', nextAction: null, nextActionAt: null, contactId: null, opportunityId: null,
})

/** What still has to be filled in before it can be saved. */
export function missingIn(draft: FollowUpDraft): ('content' | 'nextAction')[] {
  const missing: ('content' | 'nextAction')[] = []
  if (!draft.content.trim()) missing.push('content')
  if (!draft.nextAction) missing.push('nextAction')
  return missing
}

export function bodyOfDraft(draft: FollowUpDraft, customerId: string, now: Date): Record<string, unknown> {
  const body: Record<string, unknown> = {
    customerId,
    occurredAt: now.toISOString(),
    method: draft.method,
    content: draft.content.trim(),
    nextAction: draft.nextAction,
    nextActionAt: draft.nextAction === NO_ACTION ? null : draft.nextActionAt,
  }
  if (draft.contactId) body.contactId = draft.contactId
  if (draft.opportunityId) body.opportunityId = draft.opportunityId
  return body
}

const atTen = (now: Date, days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 10)

/** Times people mean when they say when they will call again: always at ten in the morning. */
export function presets(now: Date): { key: 'tomorrow' | 'threeDays' | 'nextWeek'; at: Date }[] {
  // Days until the coming Monday.
  const monday = ((8 - now.getDay()) % 7) || 7
  return [{ key: 'tomorrow', at: atTen(now, 1) }, { key: 'threeDays', at: atTen(now, 3) }, { key: 'nextWeek', at: atTen(now, monday) }]
}

export const needsTime = (draft: FollowUpDraft): boolean => !!draft.nextAction && draft.nextAction !== NO_ACTION

const draftKey = (customerId: string) => `followUp.draft.${customerId}`

/** Writing one follow-up about a customer: the draft, what is missing, saving. */
export function useFollowUp(customerId: MaybeRefOrGetter<string | null>, about: MaybeRefOrGetter<string | null> = null) {
  const lastMethod = useStored('followUp.method', 'PHONE')
  const key = computed(() => {
    const customer = toValue(customerId)
    const opportunity = toValue(about)
    return draftKey(customer ? (opportunity ? `${customer}.${opportunity}` : customer) : 'new')
  })
  const read = () => ({ ...blankDraft(lastMethod.value), ...readStored<Partial<FollowUpDraft>>(key.value, {}) })
  const draft = reactive<FollowUpDraft>(read())
  const kept = ref(!!draft.content)
  const tried = ref(false)
  const busy = ref(false)
  const problem = ref('')
  let idempotency = crypto.randomUUID()

  watch(key, (now, before) => {
    const stored = readStored<Partial<FollowUpDraft> | null>(now, null)
    // What was written before the customer was chosen belongs to the one chosen now.
    if (before === draftKey('new') && !stored && draft.content) {
      writeStored(before, null)
      writeStored(now, { ...draft, contactId: null, opportunityId: null })
    }
    Object.assign(draft, read())
    tried.value = false
    problem.value = ''
  })
  let timer = 0
  watch(draft, () => {
    kept.value = false
    clearTimeout(timer)
    const wanted = key.value
    timer = window.setTimeout(() => {
      if (key.value !== wanted) return
      writeStored(wanted, draft.content || draft.nextAction ? { ...draft } : null)
      kept.value = !!draft.content
    }, 300)
  })

  const missing = computed(() => missingIn(draft))
  async function save(): Promise<Rec | null> {
    const customer = toValue(customerId)
    tried.value = true
    problem.value = ''
    if (!customer || missing.value.length || busy.value) return null
    busy.value = true
    try {
      const opportunity = toValue(about)
      const rec = await createRecord('follow-ups', bodyOfDraft({ ...draft, opportunityId: opportunity ?? draft.opportunityId }, customer, new Date()), idempotency)
      idempotency = crypto.randomUUID()
      clearTimeout(timer)
      writeStored(key.value, null)
      lastMethod.value = draft.method
      Object.assign(draft, blankDraft(draft.method))
      tried.value = false
      kept.value = false
      refresh('customers', customer)
      if (opportunity) refresh('opportunities', opportunity)
      toast(t('customer.followUpSaved'))
      return rec
    } catch (failure) {
      // The draft stays: in the box and in this browser.
      problem.value = sayProblem(failure)
      if (!(failure instanceof ProblemError)) throw failure
      return null
    } finally {
      busy.value = false
    }
  }
  return { draft, kept, tried, missing, busy, problem, save }
}
