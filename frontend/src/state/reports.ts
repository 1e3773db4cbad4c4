import { create } from 'zustand'
import type { Language, Profile, ReportPreview } from '../api/types'

interface State {
  /** Which parts are wanted. */
  parts: Record<'synthesis' | 'cases' | 'gap' | 'facets' | 'actors' | 'codebook' | 'methods', boolean>
  /** "" is the project's own. */
  lang: Language | ''
  /** "" is the project's own. */
  title: string
  /** The cases that get a sheet, where not all do. */
  only: readonly string[]
  agreement: boolean
  /** For whom it is written. */
  share: { profile: Profile; pseudonyms: boolean }
  format: 'docx' | 'xlsx' | 'html'
  preview: ReportPreview | null
  /** The job of the last file, "" for none. */
  written: string
  /** The name of that file. */
  name: string
  set(part: Partial<Omit<State, 'set'>>): void
}

/** What report is wanted, kept while other areas are looked at. */
export const useReportsView = create<State>((set) => ({
  parts: { synthesis: true, cases: true, gap: false, facets: true, actors: true, codebook: true, methods: true },
  lang: '',
  title: '',
  only: [],
  agreement: false,
  share: { profile: 'team', pseudonyms: false },
  format: 'docx',
  preview: null,
  written: '',
  name: '',
  set: (part) => {
    set(part)
  },
}))
