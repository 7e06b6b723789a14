import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api } from '@/api/client'
import type { Action, Me } from '@/api/types'
import { currentLocale, hasOwnLocale, setLocale } from '@/i18n'
import { queries } from '@/queries'
import { hasOwnTheme, setTheme } from '@/ui/theme'

const ME = ['me'] as const

/** What a user chose on another computer holds here too, until he chooses otherwise on this one. */
async function applyTaste(me: Me): Promise<void> {
  if (!hasOwnTheme() && (me.theme === 'light' || me.theme === 'dark')) setTheme(me.theme)
  if (!hasOwnLocale() && (me.locale === 'zh-CN' || me.locale === 'en') && me.locale !== currentLocale()) await setLocale(me.locale)
}

/** Who is signed in; fetched once and kept until sign-out. Throws ProblemError 401 where nobody is. */
export function loadMe(): Promise<Me> {
  return queries.ensureQueryData({
    queryKey: ME,
    queryFn: async () => {
      const me = await api.get<Me>('/me')
      await applyTaste(me)
      return me
    },
    staleTime: Infinity,
    retry: false,
  })
}

export function rememberMe(me: Me): void {
  queries.setQueryData(ME, me)
}

/** After sign-out or a lost session: nothing of the last user stays in memory. */
export function forgetSession(): void {
  queries.clear()
}

export async function signOut(): Promise<void> {
  await api.post('/auth/logout').catch(() => undefined)
  forgetSession()
}

export async function saveMe(changes: Partial<Pick<Me, 'locale' | 'theme' | 'displayName' | 'email'>>): Promise<void> {
  rememberMe(await api.patch<Me>('/me', changes))
}

export function useMe() {
  const { data, error, refetch } = useQuery({ queryKey: ME, queryFn: () => api.get<Me>('/me'), staleTime: Infinity, retry: false })
  /** Whether the user may do `action` on some record of `entity`; what rows, the server decides. */
  const can = (entity: string, action: Action): boolean => data.value?.entities[entity]?.includes(action) ?? false
  return { me: computed(() => data.value ?? null), can, failure: error, retry: () => refetch() }
}
