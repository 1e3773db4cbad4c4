import { SearchX, Spline } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { fitsWords, fold } from '../../model/fold'
import { linkKinds, useLinks } from '../../state/links'
import { useCoders } from '../../state/review'
import { LinkCard } from './LinkCard'
import styles from './links.module.css'

const every = 'every'

/** All links of the project, with a filter. */
export function LinkList() {
  const { t } = useTranslation()
  const { data: links = [], isSuccess } = useLinks()
  const coders = useCoders()
  const [typed, setTyped] = useState('')
  const [kind, setKind] = useState<string>(every)
  const [coder, setCoder] = useState<string>(every)
  const shown = useMemo(() => {
    const wanted = fold(typed.trim())
    return links.filter(
      (l) =>
        (kind === every || l.kind === kind) &&
        (coder === every || l.coder.id === coder) &&
        (wanted === '' || fitsWords(wanted, fold([l.from.quote, l.from.document.title, l.to.quote, l.to.document.title, l.note].join(' '))) >= 50),
    )
  }, [links, typed, kind, coder])
  if (isSuccess && links.length === 0) return <Empty icon={Spline} title={t('links.none')} help={t('links.none.help')} />
  return (
    <>
      <div className={styles['filters']}>
        <FilterField label={t('links.filter')} value={typed} onChange={setTyped} />
        <Choice label={t('memos.kind')} value={kind} options={[{ value: every, label: t('links.kind.every') }, ...linkKinds.map((value) => ({ value, label: t(`links.kind.${value}`) }))]} onChange={setKind} />
        <Choice label={t('history.who')} value={coder} options={[{ value: every, label: t('history.who.every') }, ...coders.map((c) => ({ value: c.id, label: c.name }))]} onChange={setCoder} />
      </div>
      <div className={styles['scroll']}>
        <p role="status" className={styles['count']}>
          {t('links.count', { count: shown.length })}
        </p>
        {links.length > 0 && shown.length === 0 && <Empty icon={SearchX} title={t('links.noFit')} />}
        <ul className={styles['cards']} aria-label={t('links.title')}>
          {shown.map((l) => (
            <li key={l.id}>
              <LinkCard link={l} />
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
