import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi } from '../state/api'
import styles from './DropOverlay.module.css'

/** Shown while files are held over the window; the window itself takes the drop. */
export function DropOverlay() {
  const { t } = useTranslation()
  const api = useApi()
  const [over, setOver] = useState(false)
  useEffect(() => api.on('hover', setOver), [api])
  if (!over) return null
  return (
    <div className={styles['overlay']} data-testid="drop-overlay">
      <FileDown aria-hidden size="3rem" />
      <strong>{t('drop.title')}</strong>
      <p>{t('drop.help')}</p>
    </div>
  )
}
