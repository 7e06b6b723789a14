import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter'
import { preserveOffsetOnSource } from '@atlaskit/pragmatic-drag-and-drop/utils/preserve-offset-on-source'
import { setCustomNativeDragPreview } from '@atlaskit/pragmatic-drag-and-drop/utils/set-custom-native-drag-preview'
import { ref, watchEffect, type Ref } from 'vue'
import type { Rec } from '@/api/types'

/** The card in the air, and the column under it. */
export const dragged = ref<Rec | null>(null)
export const over = ref<string | null>(null)

/** Lets a card be taken up; the copy under the pointer is tilted. */
export function useCard(element: Ref<HTMLElement | null>, rec: () => Rec, may: () => boolean): void {
  watchEffect((onCleanup) => {
    const card = element.value
    if (!card) return
    onCleanup(draggable({
      element: card,
      canDrag: may,
      getInitialData: () => ({ rec: rec() }),
      onGenerateDragPreview: ({ nativeSetDragImage, location }) => {
        setCustomNativeDragPreview({
          nativeSetDragImage,
          getOffset: preserveOffsetOnSource({ element: card, input: location.current.input }),
          render: ({ container }) => {
            const copy = card.cloneNode(true) as HTMLElement
            copy.classList.add('drag')
            copy.style.width = `${card.offsetWidth}px`
            container.style.padding = '8px'
            container.append(copy)
          },
        })
      },
      onDragStart: () => { dragged.value = rec() },
      onDrop: () => {
        dragged.value = null
        over.value = null
      },
    }))
  }, { flush: 'post' })
}

/** Lets cards fall on a column. Where they may not, the column says so instead of taking them. */
export function useLane(element: Ref<HTMLElement | null>, stage: () => string, may: (rec: Rec) => boolean, drop: (rec: Rec) => void): void {
  watchEffect((onCleanup) => {
    const lane = element.value
    if (!lane) return
    onCleanup(dropTargetForElements({
      element: lane,
      canDrop: () => !!dragged.value && may(dragged.value),
      onDragEnter: () => { over.value = stage() },
      onDragLeave: () => { if (over.value === stage()) over.value = null },
      // The card has forgotten it was in the air by now; the drag itself still knows.
      onDrop: ({ source }) => drop(source.data.rec as Rec),
    }))
  }, { flush: 'post' })
}
