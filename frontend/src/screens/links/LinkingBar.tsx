import { Spline, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/IconButton'
import { OneOf } from '../../components/OneOf'
import { linkKinds, useLinking } from '../../state/links'
import { useWorkspace } from '../../state/workspace'
import styles from './links.module.css'

/** The link that was begun: from where, and what it will say; it waits for the other passage. */
export function LinkingBar() {
  const { t } = useTranslation()
  const { from, kind, begin, mean } = useLinking()
  const jumpTo = useWorkspace((s) => s.jumpTo)
  if (!from) return null
  return (
    <section aria-label={t('links.making')} className={styles['making']}>
      <Spline aria-hidden size="1.125em" />
      <button type="button" className={styles['begun']} title={from.quote} onClick={() => { jumpTo(from) }}>
        <q>{from.quote}</q> <span className={styles['source']}>{from.title}</span>
      </button>
      <OneOf label={t('links.kind')} value={kind} options={linkKinds.map((value) => ({ value, label: t(`links.kind.${value}`) }))} onChange={mean} />
      <span className={styles['hint']}>{t('links.making.help')}</span>
      <IconButton icon={X} label={t('links.cancel')} command="links.cancel" onPress={() => { begin(null) }} />
    </section>
  )
}
