import { ref } from 'vue'

/** Which of the application's own floating layers is open; the frame draws them, anything may ask for them. */
export const paletteOpen = ref(false)
export const shortcutsOpen = ref(false)

export interface CreateRequest {
  entity: string
  /** Values that the place of asking already knows. */
  given?: Record<string, unknown>
  labels?: Record<string, string>
  done?: (id: string) => void
}
export const creating = ref<CreateRequest | null>(null)

/** Opens the quick-create dialog for an entity. */
export function askCreate(request: CreateRequest): void {
  creating.value = request
}
