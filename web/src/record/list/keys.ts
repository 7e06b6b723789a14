import { onBeforeUnmount, onMounted } from 'vue'
import { anyLayerOpen, isTyping } from '@/ui/focus'

/** Single keys of a list. They rest while somebody types or a dialog is open. */
export function useListKeys(actions: Record<string, () => void>): void {
  function onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || anyLayerOpen()) return
    if (isTyping(event)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur()
      return
    }
    // Enter and space belong to the control that has the focus.
    if (event.key === 'Enter' && (event.target as HTMLElement).closest('button, a')) return
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }
  onMounted(() => document.addEventListener('keydown', onKey))
  onBeforeUnmount(() => document.removeEventListener('keydown', onKey))
}
