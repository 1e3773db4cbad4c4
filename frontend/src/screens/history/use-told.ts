import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../api/types'
import { tell } from '../../i18n/history'

/** What an action did, as a sentence in the language of the window, without the person's name. */
export function useTold(): (entry: Pick<HistoryEntry, 'key' | 'args' | 'sentence' | 'kind'>) => string {
  const { i18n } = useTranslation()
  return useCallback((entry) => tell(entry, i18n.language), [i18n.language])
}
