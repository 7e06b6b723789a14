import { api, ProblemError } from '@/api/client'
import type { EntityMeta, Rec } from '@/api/types'
import { t } from '@/i18n'
import { sayProblem } from '@/record/edit'
import { titleOf } from '@/record/meta'
import { refresh, spread } from '@/record/records'
import { toast } from '@/ui/toast'

/** A customer nobody owns stands in the public pool. A row that doesn't say is not taken for one. */
export const inPool = (rec: Rec): boolean => rec.ownerId === null

/** Takes a customer out of the pool; whoever comes second is told so. Answers whether it is the caller's now. */
export async function claim(meta: EntityMeta, rec: Rec): Promise<boolean> {
  try {
    const fresh = await api.post<Rec>(`/customers/${rec.id}/claim`, {})
    spread('customers', fresh)
    toast(t('customer.claimed', { what: titleOf(meta, fresh) }))
    return true
  } catch (failure) {
    toast(sayProblem(failure), { tone: 'bad' })
    return false
  } finally {
    refresh('customers', rec.id)
  }
}

/** Gives a customer back to the pool. Answers whether it went, and whether the caller still sees it. */
export async function release(meta: EntityMeta, rec: Rec): Promise<'seen' | 'gone' | 'refused'> {
  try {
    const fresh = await api.post<Rec | undefined>(`/customers/${rec.id}/release`, {})
    if (fresh) spread('customers', fresh)
    toast(t('customer.released', { what: titleOf(meta, rec) }), {
      action: meta.pool === 'CLAIM' ? { label: t('record.undo'), run: () => void claim(meta, rec) } : undefined,
    })
    refresh('customers', fresh ? rec.id : undefined)
    return fresh ? 'seen' : 'gone'
  } catch (failure) {
    if (!(failure instanceof ProblemError)) throw failure
    toast(sayProblem(failure), { tone: 'bad' })
    refresh('customers', rec.id)
    return 'refused'
  }
}
