import { ref } from 'vue'

export type Theme = 'light' | 'dark'
const KEY = 'zhiyin.theme'
export const theme = ref<Theme>(document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light')

/** Whether somebody chose on this computer. */
export function hasOwnTheme(): boolean {
  try {
    return localStorage.getItem(KEY) !== null
  } catch {
    return false
  }
}

export function setTheme(next: Theme): void {
  theme.value = next
  document.documentElement.dataset.theme = next
  try {
    localStorage.setItem(KEY, next)
  } catch {
    // Storage refused: the choice lasts for this page only.
  }
}
