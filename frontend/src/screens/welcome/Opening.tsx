import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Bar } from '../../components/Bar'
import { Button } from '../../components/Button'
import { useApi } from '../../state/api'
import { useJobs } from '../../state/jobs'
import { useOpening } from '../../state/open-project'
import { useAttempt } from '../../state/use-attempt'
import styles from './Opening.module.css'

/** Milliseconds before a project that is being opened is worth a word. */
const patience = 100

/** Says that a project is being opened or made, and how far the sample is. */
export function Opening() {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const name = useOpening((s) => s.name)
  const sample = useJobs((s) => s.jobs.findLast((j) => j.kind === 'sample' && j.state === 'running'))
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(name !== '')
    }, name === '' ? 0 : patience)
    return () => {
      clearTimeout(timer)
    }
  }, [name])
  if (name === '' || !late) return null
  return (
    <div role="status" className={styles['opening']}>
      <p>{sample ? t('welcome.making', { name }) : t('welcome.opening', { name })}</p>
      <Bar label={t('welcome.opening', { name })} done={sample?.done ?? 0} total={sample?.total ?? 0} />
      {sample && <Button onPress={() => void attempt(() => api.jobs.cancel(sample.id))}>{t('job.cancel')}</Button>}
    </div>
  )
}
