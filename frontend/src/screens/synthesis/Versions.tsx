import { useTranslation } from 'react-i18next'
import type { FindingView } from '../../api/types'
import { Button } from '../../components/Button'
import { dateFormat } from '../../i18n/formats'
import { useCalled } from '../../state/review'
import { useFindingVersions } from '../../state/synthesis'
import { Badge } from './Badge'
import styles from './synthesis.module.css'

/** What an action did to a finding, for which there are words; the others changed it from elsewhere. */
const told = ['write', 'status', 'seen', 'undo', 'redo', 'revert', 'merge'] as const

const kindOf = (kind: string) => told.find((k) => kind === k || kind === `cell.${k}`) ?? 'other'

/** What a finding said in the course of time; each version can be had back. */
export function Versions({ finding, readOnly, onBack }: { finding: FindingView; readOnly: boolean; onBack(statement: string, status: string): void }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const list = useFindingVersions(finding.id).data
  if (!list) return null
  const time = dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <ol aria-label={t('synthesis.versions')} className={styles['versions']}>
      {list.map((v) => (
        <li key={v.ref} className={styles['version']} data-now={v.now}>
          <p className={styles['muted']}>
            <time dateTime={v.at}>{time.format(new Date(v.at))}</time> · {called(v.coder)} · {t(`synthesis.version.${kindOf(v.kind)}`)}
          </p>
          <p dir="auto">
            <Badge status={v.status} /> {v.statement}
          </p>
          {v.now ? (
            <p className={styles['muted']}>{t('synthesis.version.now')}</p>
          ) : (
            !readOnly && (
              <Button look="quiet" onPress={() => { onBack(v.statement, v.status) }}>
                {t('synthesis.version.back')}
              </Button>
            )
          )}
        </li>
      ))}
    </ol>
  )
}
