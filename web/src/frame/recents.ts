import { readStored, writeStored } from '@/ui/stored'

export interface Recent { entity: string; id: string; title: string; at: number }

const KEY = 'recents'
const KEPT = 12

export const recents = (): Recent[] => readStored<Recent[]>(KEY, [])

export function remember(entity: string, id: string, title: string): void {
  const rest = recents().filter((item) => item.entity !== entity || item.id !== id)
  writeStored(KEY, [{ entity, id, title, at: Date.now() }, ...rest].slice(0, KEPT))
}
