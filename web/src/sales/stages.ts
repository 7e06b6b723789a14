import { useQuery } from '@tanstack/vue-query'
import { computed, toValue, type MaybeRefOrGetter } from 'vue'
import { api } from '@/api/client'
import type { Condition, Option, Rec } from '@/api/types'
import { currentLocale } from '@/i18n'

/** Where an opportunity may go from a stage, and what has to be said then. */
export interface Move { stage: string; noteRequired: boolean; reasonRequired: boolean }

export interface Stage {
  stage: string
  name: string
  /** Per cent. */
  probability: number
  outcome: 'OPEN' | 'WON' | 'LOST'
  maxDays: number | null
  moves: Move[]
  /** Why it may have ended here; empty for open stages. */
  reasons: Option[]
}

/** Sums are absent where the amounts are hidden from the user. */
export interface Totals { count: number; sum?: number | null; weighted?: number | null; stuck?: number | null; stuckSum?: number | null }
export interface Column extends Stage, Totals { items: Rec[]; nextCursor: string | null }
export interface BoardData {
  pipeline: { id: string; name: string }
  pipelines: { id: string; name: string }[]
  open: Totals
  columns: Column[]
}

/** No opportunity is without a stage: the board's columns without a card. */
const NOTHING: Condition = { field: 'stage', op: 'isNull' }

/** The stages of a pipeline in order, with the ways between them. */
export function useStages(pipelineId: MaybeRefOrGetter<string | null>) {
  const query = useQuery({
    queryKey: computed(() => ['stages', currentLocale(), toValue(pipelineId)]),
    queryFn: () => api.get<BoardData>('/opportunities/board', { query: { pipelineId: toValue(pipelineId), filter: JSON.stringify(NOTHING) } }),
    enabled: computed(() => !!toValue(pipelineId)),
    staleTime: 5 * 60_000,
  })
  return { ...query, stages: computed<Stage[]>(() => query.data.value?.columns ?? []) }
}

export const stageOf = <S extends Stage>(stages: S[], code: unknown): S | undefined => stages.find((stage) => stage.stage === code)

export function moveBetween(stages: Stage[], from: unknown, to: string): Move | undefined {
  return stageOf(stages, from)?.moves.find((move) => move.stage === to)
}

/** The next stage forward that may be entered: an open one, else winning. Nothing where it has ended. */
export function forwardOf(stages: Stage[], from: unknown): Stage | undefined {
  const at = stages.findIndex((stage) => stage.stage === from)
  if (at < 0 || stages[at]?.outcome !== 'OPEN') return undefined
  const ahead = stages.slice(at + 1).filter((stage) => moveBetween(stages, from, stage.stage))
  return ahead.find((stage) => stage.outcome === 'OPEN') ?? ahead.find((stage) => stage.outcome === 'WON')
}

/** Whether a move goes back, or opens again what had ended. */
export function isBack(stages: Stage[], from: unknown, to: string): boolean {
  const closed = stageOf(stages, from)?.outcome !== 'OPEN'
  return closed || stages.findIndex((stage) => stage.stage === to) < stages.findIndex((stage) => stage.stage === from)
}

/** Whether a stage stands further along than the one an open opportunity is in. */
export function liesBeyond(stages: Stage[], from: unknown, to: string): boolean {
  const place = (code: unknown) => stages.findIndex((stage) => stage.stage === code)
  return place(to) > place(from)
}

/** Bars of the product's one stage scale: how far along its own pipeline a stage lies, 1–5. */
export function barsOf(stages: Stage[], code: string): number {
  const open = stages.filter((stage) => stage.outcome === 'OPEN')
  const at = open.findIndex((stage) => stage.stage === code)
  if (at < 0) return 5
  return open.length <= 1 ? 1 : Math.round(1 + (at * 4) / (open.length - 1))
}
