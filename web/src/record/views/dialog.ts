import { shallowRef } from 'vue'
import type { EntityMeta } from '@/api/types'
import type { ListState } from '../list/state'

/** The dialog that names a view and says who sees it; without a view it makes a new one of what the list shows. */
export const viewDialog = shallowRef<{ meta: EntityMeta; state: ListState; view: import('./views').SavedView | null } | null>(null)
