import { shallowRef } from 'vue'
import { api, ProblemError } from '@/api/client'
import type { Rec, Stale } from '@/api/types'
import { t } from '@/i18n'
import { sayProblem } from '@/record/edit'
import { refresh, spread } from '@/record/records'
import { toast } from '@/ui/toast'
import { moveBetween, stageOf, type Stage } from './stages'

/** What is said along with a move. */
export interface MoveWords { closeReason?: string; closeNote?: string; note?: string }

/** A move that first has to be explained; the dialog draws it and answers. */
export interface MoveQuestion {
  rec: Rec
  from: Stage
  to: Stage
  resolve: (words: MoveWords | null) => void
}
export const question = shallowRef<MoveQuestion | null>(null)

function ask(rec: Rec, from: Stage, to: Stage): Promise<MoveWords | null> {
  return new Promise((resolve) => {
    question.value = { rec, from, to, resolve: (words) => { question.value = null; resolve(words) } }
  })
}

async function send(rec: Rec, to: string, words: MoveWords): Promise<Rec> {
  const body = { stage: to, ...words }
  try {
    return await api.post<Rec>(`/opportunities/${rec.id}/advance`, { ...body, version: rec.version })
  } catch (failure) {
    if (!(failure instanceof ProblemError) || failure.code !== 'STALE') throw failure
    const { current } = failure.problem as Stale
    // Somebody changed something else meanwhile: the move still means the same.
    if (current?.stage === rec.stage) return api.post<Rec>(`/opportunities/${rec.id}/advance`, { ...body, version: current.version })
    throw failure
  }
}

export interface MoveHooks {
  /** Before the server is asked: the screen already shows the move. */
  before?: (to: string) => void
  /** The server refused, or the user thought better of it. */
  back?: (from: string) => void
  after?: (rec: Rec) => void
}

/**
 * Moves an opportunity to another stage: asks for what has to be said, shows the move at once, puts it back on refusal,
 * and offers to undo it where the way back is open. Answers the stored record, or null.
 */
export async function moveTo(stages: Stage[], rec: Rec, to: string, hooks: MoveHooks = {}, given: MoveWords | null = null): Promise<Rec | null> {
  const from = stageOf(stages, rec.stage)
  const target = stageOf(stages, to)
  const move = moveBetween(stages, rec.stage, to)
  if (!from || !target || !move) {
    toast(t('sales.notAllowed', { from: from?.name ?? '', to: target?.name ?? '' }), { tone: 'bad' })
    return null
  }
  let words = given ?? {}
  if (!given && (move.noteRequired || move.reasonRequired)) {
    const said = await ask(rec, from, target)
    if (!said) {
      hooks.back?.(from.stage)
      return null
    }
    words = said
  }
  hooks.before?.(to)
  try {
    const stored = await send(rec, to, words)
    spread('opportunities', stored)
    refresh('opportunities', stored.id)
    if (typeof stored.customerId === 'string') refresh('customers', stored.customerId)
    hooks.after?.(stored)
    announce(stages, rec, stored, from, target, hooks)
    return stored
  } catch (failure) {
    hooks.back?.(from.stage)
    toast(sayProblem(failure), { tone: 'bad' })
    refresh('opportunities', rec.id)
    return null
  }
}

function announce(stages: Stage[], before: Rec, stored: Rec, from: Stage, to: Stage, hooks: MoveHooks): void {
  const way = moveBetween(stages, to.stage, from.stage)
  toast(t('sales.moved', { what: String(before.name ?? ''), to: to.name }), {
    action: way && !way.reasonRequired
      ? { label: t('record.undo'), run: () => void moveTo(stages, stored, from.stage, hooks, { note: t('sales.undoNote') }) }
      : undefined,
  })
}
