import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { IconButton } from '../../components/IconButton'
import type { CodePoint } from '../../model/positions'
import { documentLanguages, languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useInfo } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import type { Open } from './OpenDocument'
import styles from './Reading.module.css'

const own = 'own'

/** Which passages of a document are in another language, and what the selected words are in. */
export function PassageLanguages({ open: { document, index } }: { open: Open }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const readOnly = useInfo().data?.read_only ?? true
  const selection = useWorkspace((s) => s.selection)
  const here = selection?.document === document.id ? selection : null
  const say = (start: number, end: number, lang: string) => void attempt(() => api.documents.setPassageLanguage(document.id, start, end, lang))
  const now = here ? document.languages.find((l) => l.start <= here.start && here.end <= l.end)?.lang : undefined
  return (
    <div className={styles['languages']}>
      {here && !readOnly ? (
        <Choice
          label={t('reading.languages.selected')}
          value={now ?? own}
          options={[
            { value: own, label: t('reading.languages.own', { language: document.lang === '' ? t('document.lang.none') : languageName(document.lang, i18n.language) }) },
            ...documentLanguages.filter((l) => l !== document.lang).map((value) => ({ value: value as string, label: languageName(value, i18n.language) })),
          ]}
          onChange={(lang) => { say(here.start, here.end, lang === own ? '' : lang) }}
        />
      ) : (
        <p className={styles['note']}>{t('reading.languages.select')}</p>
      )}
      {document.languages.length > 0 && (
        <ul>
          {document.languages.map((l) => (
            <li key={l.start}>
              <strong>{languageName(l.lang, i18n.language)}</strong>
              <Button look="quiet" onPress={() => { useWorkspace.getState().jumpTo({ document: document.id, start: l.start, end: l.end }) }}>
                {index.slice({ start: l.start as CodePoint, end: Math.min(l.end, l.start + 40) as CodePoint })}
                {l.end > l.start + 40 ? '…' : ''}
              </Button>
              {!readOnly && <IconButton icon={X} label={t('reading.languages.remove')} onPress={() => { say(l.start, l.end, '') }} />}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
