import { QueryClient, useQuery } from '@tanstack/react-query'
import { toApiError } from '../api/failure'
import { useApi } from './api'

/**
 * What the program has answered, kept until an event says that it changed. The
 * program is on this machine: an offline computer must not make queries wait, and
 * asking again because the window got the focus would find nothing new.
 */
export function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: Infinity,
        retry: (times, error) => times < 2 && toApiError(error).kind === 'busy',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}

export const keys = {
  recent: ['recent'] as const,
  platform: ['platform'] as const,
}

export function useRecent() {
  const api = useApi()
  return useQuery({ queryKey: keys.recent, queryFn: ({ signal }) => api.during(signal).recent.list() })
}

export function usePlatform() {
  const api = useApi()
  return useQuery({ queryKey: keys.platform, queryFn: ({ signal }) => api.during(signal).platform.describe() })
}
