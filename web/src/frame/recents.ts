import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import { api } from '@/api/client'
import { queries } from '@/queries'

/** A record somebody marked or opened: kept by the server, so that it follows him to every device. */
export interface Bookmark { entity: string; id: string; title: string; at: string }

const RECENTS = ['recents']
const FAVOURITES = ['favourites']
const fetchAll = async (what: string) => (await api.get<{ items: Bookmark[] }>(`/${what}`)).items

export function useRecents() {
  const { data } = useQuery({ queryKey: RECENTS, queryFn: () => fetchAll('recents'), staleTime: 30_000, retry: false })
  return computed(() => data.value ?? [])
}

export function useFavourites() {
  const { data } = useQuery({ queryKey: FAVOURITES, queryFn: () => fetchAll('favourites'), staleTime: 60_000, retry: false })
  return computed(() => data.value ?? [])
}

/** A record's page was opened. Not worth a word when it can't be noted. */
export async function remember(entity: string, id: string): Promise<void> {
  await api.put(`/recents/${entity}/${id}`).catch(() => undefined)
  void queries.invalidateQueries({ queryKey: RECENTS })
}

export async function setFavourite(entity: string, id: string, on: boolean): Promise<void> {
  await (on ? api.put(`/favourites/${entity}/${id}`) : api.delete(`/favourites/${entity}/${id}`))
  await queries.invalidateQueries({ queryKey: FAVOURITES })
}
