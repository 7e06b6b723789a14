import { onBeforeUnmount, onMounted, type Ref } from 'vue'
import { openLayer, trapTab } from './focus'

/** What every layer over a scrim does: Escape closes the topmost, Tab stays inside, the focus goes in and comes back. */
export function useModal(panel: Ref<HTMLElement | null>, close: () => void, wanted: (root: HTMLElement) => HTMLElement | null | undefined): void {
  const layer = openLayer()
  const before = document.activeElement

  function onKey(event: KeyboardEvent) {
    if (!layer.isTop()) return
    if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault()
      close()
    } else if (panel.value) trapTab(event, panel.value)
  }
  onMounted(() => {
    document.addEventListener('keydown', onKey)
    const root = panel.value
    if (root && !root.contains(document.activeElement)) (wanted(root) ?? root).focus({ preventScroll: true })
  })
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKey)
    layer.close()
    if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  })
}
