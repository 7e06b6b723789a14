import { ref } from 'vue'
import type { RouteLocationRaw } from 'vue-router'

export interface Crumb { text: string; to?: RouteLocationRaw }

/** The path shown in the top bar; every page sets its own. The last one is also the window's title. */
export const crumbs = ref<Crumb[]>([])

export function setCrumbs(next: Crumb[], product: string): void {
  crumbs.value = next
  const last = next.at(-1)?.text
  document.title = last ? `${last} · ${product}` : product
}
