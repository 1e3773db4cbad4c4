import { useTranslation } from 'react-i18next'
import type { SynthesisView } from '../../api/types'
import { useApi } from '../../state/api'
import { WriteDialog } from '../export/WriteDialog'
import { useTitles } from './row-names'

const formats = ['docx', 'xlsx', 'html'] as const

/** Writes a synthesis alone: every quote with where it stands and, where there is one, its translation. */
export function ExportSynthesis({ synthesis, onClose }: { synthesis: SynthesisView; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const { titleOf } = useTitles()
  return (
    <WriteDialog
      title={t('synthesis.export')}
      help={t('synthesis.export.help')}
      formats={formats.map((value) => ({ value, label: t(`reports.format.${value}`) }))}
      name={titleOf(synthesis)}
      where={t('reports.where')}
      holds="documents"
      inLanguages
      write={(token, as) => api.reports.write(token, { ...as, title: synthesis.titles[as.lang] ?? synthesis.title, sections: ['synthesis'], syntheses: [synthesis.id], cases: [], agreement: false })}
      onClose={onClose}
    />
  )
}
