import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import { useApi } from './api'
import { keys } from './queries'

export const coverageTabs = ['voices', 'documents', 'uncoded', 'time', 'gap'] as const
export type CoverageTab = (typeof coverageTabs)[number]
export const documentOrders = ['document', 'date', 'coded'] as const
export type DocumentOrder = (typeof documentOrders)[number]

interface View {
  tab: CoverageTab
  order: DocumentOrder
  /** Of the document whose uncoded passages are listed; "" for all. */
  uncodedOf: string
  /** Which verdicts of norm and practice are shown. */
  verdicts: 'parted' | 'all'
  /** The case and code that norm and practice are looked at for, by identity; "" for any; null for all codes at the top. */
  gapOf: { cases: readonly string[]; code: string } | null
  set(part: Partial<Omit<View, 'set'>>): void
}

export const useCoverageView = create<View>((set) => ({
  tab: 'voices',
  order: 'document',
  uncodedOf: '',
  verdicts: 'parted',
  gapOf: null,
  set: (part) => {
    set(part)
  },
}))

/** Codes by cases, and who speaks in each cell. */
export function useVoices(lang: string) {
  const api = useApi()
  const axis = (by: string, below: boolean) => ({ by, id: '', only: [], below, group: '' })
  return useQuery({
    queryKey: [...keys.coverage, 'voices', lang],
    queryFn: ({ signal }) =>
      api.during(signal).coverage.voices({ rows: axis('code', true), columns: axis('case', false), together: '', distance: 0, where: '', consensus: false, lang, split: false, bars: '' }),
    placeholderData: keepPreviousData,
  })
}

export function useDocumentCoverage(order: DocumentOrder) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.coverage, 'documents', order], queryFn: ({ signal }) => api.during(signal).coverage.documents(order), placeholderData: keepPreviousData })
}

/** Turns and paragraphs without a coding; "" asks for those of all documents. */
export function useUncoded(document: string) {
  const api = useApi()
  return useQuery({ queryKey: [...keys.coverage, 'uncoded', document], queryFn: ({ signal }) => api.during(signal).coverage.uncoded(document === '' ? [] : [document]), placeholderData: keepPreviousData })
}

/** How often codes were used in each month. */
export function useCodesOverTime(lang: string) {
  const api = useApi()
  const axis = (by: string, below: boolean) => ({ by, id: '', only: [], below, group: '' })
  return useQuery({
    queryKey: [...keys.coverage, 'time', lang],
    queryFn: ({ signal }) => api.during(signal).analysis.matrix({ rows: axis('code', true), columns: axis('month', false), together: '', distance: 0, where: '', consensus: false, lang, split: false, bars: '' }),
    placeholderData: keepPreviousData,
  })
}

/** The passages of one side of a dimension, each once, however many coded it. */
export function useSide(where: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.coverage, 'side', where],
    queryFn: async ({ signal }) => {
      const { segments } = await api.during(signal).retrieval.segments({ where, order: 'document', context: 0, offset: 0, limit: 400, consensus: false })
      const seen = new Set<string>()
      return segments.filter((s) => {
        const at = `${s.document.id} ${String(s.start)} ${String(s.end)}`
        return !seen.has(at) && seen.add(at)
      })
    },
  })
}

/** What formal documents say against what people say: for the codes at the top and every case, for one code and every case, or for one case. */
export function useGap(of: { cases: readonly string[]; code: string } | null) {
  const api = useApi()
  const codes = of === null || of.code === '' ? [] : [of.code]
  const cases = of === null || of.code !== '' ? [] : [...of.cases]
  return useQuery({ queryKey: [...keys.coverage, 'gap', 'report', codes, cases], queryFn: ({ signal }) => api.during(signal).coverage.gap({ codes, cases }), placeholderData: keepPreviousData })
}
