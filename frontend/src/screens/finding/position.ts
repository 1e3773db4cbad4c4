import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

interface Position {
  page: string
  turn: number
  paragraph: number
  speaker: string
}

/** Says where in a document a passage begins: "p. 12 · turn 3 · Ana". */
export function usePosition(): (p: Position) => string {
  const { t } = useTranslation()
  return useCallback(
    (p) =>
      [
        p.page === '' ? '' : t('finding.at.page', { page: p.page }),
        p.turn > 0 ? t('finding.at.turn', { turn: p.turn }) : p.paragraph > 0 ? t('finding.at.paragraph', { paragraph: p.paragraph }) : '',
        p.speaker,
      ]
        .filter((x) => x !== '')
        .join(' · '),
    [t],
  )
}
