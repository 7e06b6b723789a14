import type { RouteLocationRaw } from 'vue-router'

/** One line of the palette. With `to` it can also be opened in a new tab. */
export interface PaletteItem {
  key: string
  title: string
  note?: string
  side?: string
  icon: string
  avatar?: 'square' | 'round'
  to?: RouteLocationRaw
  run?: () => void
}

export interface PaletteGroup { key: string; label: string; items: PaletteItem[]; more?: boolean }

/** The text cut where the words of the query stand in it, so that they can be marked. */
export function marked(text: string, query: string): { text: string; hit: boolean }[] {
  const wanted = query.trim()
  if (!wanted) return [{ text, hit: false }]
  const parts: { text: string; hit: boolean }[] = []
  const lower = text.toLowerCase()
  let from = 0
  for (let at = lower.indexOf(wanted.toLowerCase()); at >= 0; at = lower.indexOf(wanted.toLowerCase(), from)) {
    if (at > from) parts.push({ text: text.slice(from, at), hit: false })
    parts.push({ text: text.slice(at, at + wanted.length), hit: true })
    from = at + wanted.length
  }
  if (from < text.length) parts.push({ text: text.slice(from), hit: false })
  return parts
}
