import { Archive, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Empty } from '../../components/Empty'
import { Swatch } from '../../components/Swatch'
import { readablePath } from '../../model/code-path'
import { useApi } from '../../state/api'
import { useBinnedCodes, useCodesView } from '../../state/codes'
import { useAttempt } from '../../state/use-attempt'
import styles from './Codes.module.css'

/** Codes in the bin, with a way back for each. */
export function CodeBin() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const showBin = useCodesView((s) => s.showBin)
  const { data = [], isSuccess } = useBinnedCodes()
  return (
    <Dialog
      title={t('codes.bin.title')}
      help={t('codes.bin.help')}
      onClose={() => {
        showBin(false)
      }}
    >
      {isSuccess && data.length === 0 && <Empty icon={Archive} title={t('bin.empty')} />}
      <ul className={styles['binned']}>
        {data.map((c) => (
          <li key={c.id}>
            <Swatch color={c.color} folder={c.folder} />
            <span className={styles['path']}>{readablePath(c.path)}</span>
            <span className={styles['quiet']}>{t('documents.codings', { count: c.codings_with_children })}</span>
            <Button aria-label={t('bin.back.name', { name: c.name })} onPress={() => void attempt(() => api.codes.bin([c.id], true))}>
              <Undo2 aria-hidden size="1em" />
              {t('bin.back')}
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
