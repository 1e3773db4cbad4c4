import { useTranslation } from 'react-i18next'
import type { SynthesisView } from '../../api/types'
import { useApi } from '../../state/api'
import { WriteDialog } from '../export/WriteDialog'

const formats = ['docx', 'xlsx', 'html'] as const

/** Writes a synthesis alone: every quote with where it stands and, where there is one, its translation. */
export function ExportSynthesis({ synthesis, onClose }: { synthesis: SynthesisView; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  return (
    <WriteDialog
      title={t('synthesis.export')}
      help={t('synthesis.export.help')}
      formats={formats.map((value) => ({ value, label: t(`reports.format.${value}`) }))}
      name={synthesis.title}
      where={t('reports.where')}
      holds="documents"
      inLanguages
      write={(token, as) => api.reports.write(token, { ...as, title: synthesis.title, sections: ['synthesis'], syntheses: [synthesis.id], cases: [], agreement: false })}
      onClose={onClose}
    />
  )
}
