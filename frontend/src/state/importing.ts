import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { Chosen } from '../api/types'
import { useApi } from './api'
import { useAttempt } from './use-attempt'

interface State {
  /** Files and folders that are to be imported; null while no import is being prepared. */
  files: readonly Chosen[] | null
  /** The job of the import that runs or whose result is looked at, "" for none. */
  job: string
  /** Whether its progress or result is shown. */
  shown: boolean
  add(files: readonly Chosen[]): void
  leaveOut(token: string): void
  started(job: string): void
  show(shown: boolean): void
  close(): void
}

/** The import of documents, from the choice of files to the table of what came in. */
export const useImporting = create<State>((set) => ({
  files: null,
  job: '',
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
    set({ files: null, job, shown: true })
  },
  show: (shown) => {
    set({ shown })
  },
  close: () => {
    set({ files: null, shown: false })
  },
}))

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
