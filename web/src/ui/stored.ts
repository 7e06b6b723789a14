import { customRef, type Ref } from 'vue'

/** A value kept in this browser; storage that is full or refused only loses the memory, never the screen. */
export function readStored<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(`zhiyin.${key}`)
    return text === null ? fallback : (JSON.parse(text) as T)
  } catch {
    return fallback
  }
}

export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) localStorage.removeItem(`zhiyin.${key}`)
    else localStorage.setItem(`zhiyin.${key}`, JSON.stringify(value))
  } catch {
    // Nothing to do: the value simply will not be there next time.
  }
}

export function useStored<T>(key: string, fallback: T): Ref<T> {
  let value = readStored(key, fallback)
  return customRef((track, trigger) => ({
    get() {
      track()
      return value
    },
    set(next) {
      value = next
      writeStored(key, next)
      trigger()
    },
  }))
}
