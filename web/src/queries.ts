import { QueryClient } from '@tanstack/vue-query'
import { ProblemError } from '@/api/client'

/** One cache for the whole application. A refusal is final; only an unreachable server is asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      retry: (count, failure) => count < 2 && (!(failure instanceof ProblemError) || failure.status === 0),
    },
  },
})
