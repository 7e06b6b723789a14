import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** The value of `source` once it has been still for `ms`. */
export function refDebounced<T extends string | number | boolean>(source: () => T, ms: number): Readonly<Ref<T>> {
  const settled = ref(source()) as Ref<T>
  let timer = 0
  watch(source, (next) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => { settled.value = next }, ms)
  })
  onScopeDispose(() => clearTimeout(timer))
  return readonly(settled) as Readonly<Ref<T>>
}
