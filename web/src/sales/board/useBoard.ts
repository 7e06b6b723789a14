import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, ref, type Ref } from 'vue'
import { api } from '@/api/client'
import type { Rec } from '@/api/types'
import { queries } from '@/queries'
import { sayProblem } from '@/record/edit'
import type { ListState } from '@/record/list/state'
import { toast } from '@/ui/toast'
import { moveTo } from '../moves'
import { stageOf, type BoardData } from '../stages'
import { withCard, withMore, withMove } from './board'

/** Orders of the cards; the first is the server's own. */
export const SORTS = ['-expectedAmount', 'stageEnteredAt', 'expectedCloseDate'] as const

/** The board of the list's filter: columns, further cards, moves that show at once and go back on refusal. */
export function useBoard(state: ListState, pipeline: Ref<string | null>, sort: Ref<string>) {
  const asked = computed(() => ({
    pipelineId: pipeline.value,
    q: state.q.value,
    filter: state.filter.value ? JSON.stringify(state.filter.value) : undefined,
    sort: sort.value === SORTS[0] ? undefined : sort.value,
  }))
  // Not below the list's key: a move would fetch the board anew and fold up what was opened of it.
  const key = computed(() => ['board', asked.value])
  const result = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<BoardData>('/opportunities/board', { query: asked.value, signal }),
    placeholderData: keepPreviousData,
    enabled: state.ready,
    staleTime: 0,
  })
  const board = computed(() => result.data.value)
  const change = (how: (board: BoardData) => BoardData) =>
    queries.setQueryData<BoardData>(key.value, (old) => (old ? how(old) : old))

  const loading = ref(new Set<string>())
  async function more(stage: string) {
    const column = board.value && stageOf(board.value.columns, stage)
    if (!column?.nextCursor || loading.value.has(stage)) return
    loading.value.add(stage)
    try {
      const page = await api.get<{ items: Rec[]; nextCursor: string | null }>(`/opportunities/board/${stage}`, { query: { ...asked.value, cursor: column.nextCursor } })
      change((old) => withMore(old, stage, page.items, page.nextCursor))
    } catch (failure) {
      toast(sayProblem(failure), { tone: 'bad' })
    } finally {
      loading.value.delete(stage)
    }
  }

  function move(rec: Rec, to: string) {
    if (!board.value || rec.stage === to) return
    const put = (stage: string) => {
      void queries.cancelQueries({ queryKey: key.value })
      change((old) => withMove(old, rec.id, stage, sort.value))
    }
    void moveTo(board.value.columns, rec, to, {
      before: put,
      back: put,
      after: (stored) => change((old) => withCard(old, stored)),
    })
  }
  return { ...result, board, loading, more, move }
}

export type Board = ReturnType<typeof useBoard>
