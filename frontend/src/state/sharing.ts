import { useQuery } from '@tanstack/react-query'
import { useApi } from './api'
import { keys } from './queries'

/** The names that must not leave the project. */
export function useRegister() {
  const api = useApi()
  return useQuery({ queryKey: [...keys.sharing, 'register'], queryFn: ({ signal }) => api.during(signal).sharing.register() })
}

/** What may still tell who somebody is. */
export function useScan(open: boolean) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.sharing, 'scan', open],
    queryFn: ({ signal }) => api.during(signal).sharing.scan({ documents: [], open }),
    placeholderData: (before) => before,
  })
}

/** A document with the names replaced. */
export function useShown(document: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.sharing, 'shown', document], queryFn: ({ signal }) => api.during(signal).sharing.shown(document), enabled: document !== '' })
}
