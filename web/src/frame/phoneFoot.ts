import { onScopeDispose, ref, watchEffect } from 'vue'

/** How many pages currently bring their own bar at the foot of a phone, in place of the main one. */
const own = ref(0)
export const ownFoot = own

export function usePhoneFoot(wanted: () => boolean = () => true): void {
  let counted = false
  function set(now: boolean) {
    if (now === counted) return
    counted = now
    own.value += now ? 1 : -1
  }
  watchEffect(() => set(wanted()), { flush: 'sync' })
  onScopeDispose(() => set(false))
}
