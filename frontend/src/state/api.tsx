import { createContext, use, type ReactNode } from 'react'
import type { Api } from '../api/client'

const Context = createContext<Api | null>(null)

export function ApiProvider({ api, children }: { api: Api; children: ReactNode }) {
  return <Context value={api}>{children}</Context>
}

/** The program, for components. */
export function useApi(): Api {
  const api = use(Context)
  if (!api) throw new Error('no ApiProvider above')
  return api
}
