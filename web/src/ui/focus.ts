const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex="-1"])'

export function focusables(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((item) => item.offsetParent !== null)
}

/** Keeps Tab inside `root`. */
export function trapTab(event: KeyboardEvent, root: HTMLElement): void {
  if (event.key !== 'Tab') return
  const items = focusables(root)
  const first = items[0]
  const last = items.at(-1)
  if (!first || !last) return
  if (event.shiftKey && document.activeElement === first) {
    event.preventDefault()
    last.focus()
  } else if (!event.shiftKey && document.activeElement === last) {
    event.preventDefault()
    first.focus()
  }
}

/** Floating layers, topmost last: Escape closes one at a time and single-letter keys stay quiet while one is open. */
const layers: symbol[] = []
export function openLayer(): { close: () => void; isTop: () => boolean } {
  const id = Symbol('layer')
  layers.push(id)
  return {
    close: () => {
      const at = layers.indexOf(id)
      if (at >= 0) layers.splice(at, 1)
    },
    isTop: () => layers.at(-1) === id,
  }
}
export function anyLayerOpen(): boolean {
  return layers.length > 0
}

export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
