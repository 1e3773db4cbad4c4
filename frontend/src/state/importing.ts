import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { Chosen, ImportChoice } from '../api/types'
import { useApi } from './api'
import { useAttempt } from './use-attempt'

/** Projects of other programs that are looked at: by the job that reads them, and with all that was chosen. */
export interface Review {
  job: string
  projects: readonly string[]
  choice: ImportChoice
}

interface State {
  /** Files and folders that are to be imported; null while no import is being prepared. */
  files: readonly Chosen[] | null
  /** The job of the import that runs or whose result is looked at, "" for none. */
  job: string
  /** What is looked at before it is imported: the job that reads it, and what was chosen. */
  review: Review | null
  /** Whether its progress or result is shown. */
  shown: boolean
  add(files: readonly Chosen[]): void
  leaveOut(token: string): void
  started(job: string): void
  reviewing(review: Review): void
  show(shown: boolean): void
  close(): void
}

/** The import of documents, from the choice of files to the table of what came in. */
export const useImporting = create<State>((set) => ({
  files: null,
  job: '',
  review: null,
  shown: false,
  add: (files) => {
    set((s) => {
      const before = s.files ?? []
      const known = new Set(before.map((f) => `${f.folder}/${f.name}`))
      return { files: [...before, ...files.filter((f) => !known.has(`${f.folder}/${f.name}`))] }
    })
  },
  leaveOut: (token) => {
    set((s) => ({ files: s.files?.filter((f) => f.token !== token) ?? null }))
  },
  started: (job) => {
    set({ files: null, review: null, job, shown: true })
  },
  reviewing: (review) => {
    set({ files: null, review })
  },
  show: (shown) => {
    set({ shown })
  },
  close: () => {
    set({ files: null, review: null, shown: false })
  },
}))

const projectEndings = /\.(qdpx|qde|sqlite3|sqlite|db|rqda|qda)$/i

/** Whether a file or folder holds a project of another program, by its name. */
export const isProject = (file: Chosen) => projectEndings.test(file.name)

/** Asks for files, or for a folder, and takes them into the import. */
export function useChooseFiles(): (what: 'files' | 'folder') => Promise<void> {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const add = useImporting((s) => s.add)
  return useCallback(
    async (what) => {
      const files = await attempt(() =>
        what === 'files'
          ? api.files.chooseDocuments({ title: t('import.choose'), type: t('import.type'), name: '' })
          : api.files.chooseFolder({ title: t('import.choose.folder'), type: '', name: '' }),
      )
      if (files && files.length > 0) add(files)
    },
    [api, attempt, add, t],
  )
}
