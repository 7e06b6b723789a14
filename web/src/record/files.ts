import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type MaybeRefOrGetter, toValue } from 'vue'
import { api, url } from '@/api/client'
import { queries } from '@/queries'

/** A stored file as the server names it; `size` in bytes. */
export interface StoredFile { id: string; name: string; type: string; size: number }

/** What the files of a record are called; one that may not be read is missing. A file never changes once it is sent. */
export function useFiles(ids: MaybeRefOrGetter<string[]>) {
  const wanted = computed(() => [...toValue(ids)].sort())
  return useQuery({
    queryKey: computed(() => ['files', wanted.value]),
    enabled: computed(() => wanted.value.length > 0),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const unknown = wanted.value.filter((id) => !queries.getQueryData(['file', id]))
      const found = unknown.length ? (await api.get<{ items: StoredFile[] }>('/files', { query: { ids: unknown.join(',') }, signal })).items : []
      found.forEach(remember)
      return wanted.value.flatMap((id) => queries.getQueryData<StoredFile>(['file', id]) ?? [])
    },
  })
}

/** A file just sent needs no asking. */
export function remember(file: StoredFile): void {
  queries.setQueryData(['file', file.id], file)
}

export const fileAddress = (id: string): string => url(`/files/${id}`)

/** Pictures that a browser shows by itself. */
export const isPicture = (file: StoredFile): boolean => /^image\/(png|jpeg|gif|webp)$/.test(file.type)

const UNITS = ['B', 'KB', 'MB', 'GB']
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  const value = bytes / 1024 ** step
  return `${step === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${UNITS[step]}`
}

let sending: Promise<unknown> = Promise.resolve()
/** Sends a file; whoever saves a record meanwhile waits for it by {@link uploadsDone}. */
export function sendFile(file: File): Promise<StoredFile> {
  const body = new FormData()
  body.append('file', file)
  const sent = api.post<StoredFile>('/files', body).then((answer) => {
    remember(answer)
    return answer
  })
  sending = Promise.allSettled([sending, sent])
  return sent
}

/** When every file chosen so far has arrived or failed, and the form knows of it. */
export async function uploadsDone(): Promise<void> {
  let last
  do {
    last = sending
    await last
    await new Promise((done) => setTimeout(done))
  } while (last !== sending)
}
