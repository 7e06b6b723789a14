import { reactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'ok' | 'bad'
  action?: { label: string; run: () => void }
}

export const toasts = reactive<Toast[]>([])
let last = 0

/** Says something in passing; with an action (undo) it stays longer. Errors stay until closed or 8 s. */
export function toast(text: string, options: { tone?: 'ok' | 'bad'; action?: Toast['action'] } = {}): void {
  const item: Toast = { id: ++last, text, tone: options.tone ?? 'ok', action: options.action }
  toasts.push(item)
  if (toasts.length > 3) toasts.shift()
  setTimeout(() => dismiss(item.id), options.action || item.tone === 'bad' ? 8000 : 3500)
}

export function dismiss(id: number): void {
  const at = toasts.findIndex((item) => item.id === id)
  if (at >= 0) toasts.splice(at, 1)
}
