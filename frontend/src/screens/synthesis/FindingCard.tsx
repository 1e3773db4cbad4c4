import { ArrowDown, ArrowUp, History, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FindingView } from '../../api/types'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { OneOf } from '../../components/OneOf'
import { useKept } from '../../components/use-kept'
import { dateFormat } from '../../i18n/formats'
import { standing } from '../../model/citations'
import { isFresh, statuses, type Status } from '../../model/synthesis'
import { useCalled } from '../../state/review'
import { Badge } from './Badge'
import { Changed } from './Changed'
import { Citations } from './Citations'
import { InLanguages } from './InLanguages'
import styles from './synthesis.module.css'
import type { Writing } from './use-writing'
import { Versions } from './Versions'

interface Props {
  finding: FindingView | null
  writing: Writing
  readOnly: boolean
  /** How many findings the cell has. */
  of: number
}

/** A finding: its statement, how far it is, who wrote it when, what it said before, and on what it rests. */
export function FindingCard({ finding, writing, readOnly, of }: Props) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const [versions, setVersions] = useState(false)
  const said = finding?.statement ?? ''
  const rests = standing(finding?.citations ?? []).length
  const status: Status = said === '' ? 'empty' : (finding?.status as Status)
  const part = finding?.part ?? 0
  // What was written is kept when the field is left, and when the cell is, whichever way.
  const words = useKept(said, (text) => writing.write(text.trim()))
  const dirty = words.unkept
  return (
    <article aria-label={of > 1 ? t('synthesis.finding', { n: part + 1 }) : t('synthesis.statement')} className={styles['finding']}>
      <Field
        label={of > 1 ? t('synthesis.finding', { n: part + 1 }) : t('synthesis.statement')}
        lines={4}
        value={words.text}
        isReadOnly={readOnly}
        placeholder={t('synthesis.statement.help')}
        onChange={words.write}
        onBlur={() => {
          if (!words.keep()) words.takeBack()
        }}
        onKeyDown={(e) => {
          if (e.key === 'Escape' && dirty) words.takeBack()
          else if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) words.keep()
          else e.continuePropagation()
        }}
      />
      <div className={styles['feet']}>
        {readOnly ? (
          <Badge status={status} />
        ) : (
          <OneOf
            label={t('synthesis.status')}
            value={status}
            isDisabled={said === '' || dirty}
            options={statuses.map((value) => ({ value, label: <Badge status={value} /> }))}
            onChange={(s) => { if (s !== 'empty') writing.setStatus(s) }}
          />
        )}
        <span className={styles['gap']} />
        {finding && (
          <>
            <IconButton icon={History} label={t('synthesis.versions')} pressed={versions} onPress={() => { setVersions(!versions) }} />
            {!readOnly && of > 1 && (
              <>
                <IconButton icon={ArrowUp} label={t('synthesis.finding.up')} isDisabled={part === 0} onPress={() => { writing.moveFinding(part - 1) }} />
                <IconButton icon={ArrowDown} label={t('synthesis.finding.down')} isDisabled={part === of - 1} onPress={() => { writing.moveFinding(part + 1) }} />
              </>
            )}
            {!readOnly && <IconButton icon={Trash2} label={t('synthesis.finding.remove')} onPress={() => { writing.removeFinding() }} />}
          </>
        )}
      </div>
      <p className={styles['muted']} role="status">
        {dirty
          ? t('synthesis.unsaved')
          : finding && said !== '' && t('synthesis.by', { coder: called(finding.coder), time: dateFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(finding.at)) })}
      </p>
      {finding && of > 1 && !isFresh(finding.stale) && <Changed changes={finding.stale} />}
      {finding && said !== '' && !dirty && <InLanguages finding={finding} writing={writing} readOnly={readOnly} />}
      {versions && finding && <Versions finding={finding} readOnly={readOnly} onBack={(statement, s) => void writing.write(statement, s as Status)} />}
      {finding && finding.citations.length > 0 ? (
        <section>
          <h4 className={styles['label']}>{t('synthesis.rests.n', { count: rests })}</h4>
          {rests === 0 && said !== '' && <p className={styles['lack']}>{t('cases.cite.binned.all')}</p>}
          <Citations list={finding.citations} writing={writing} readOnly={readOnly} />
        </section>
      ) : (
        said !== '' && <p className={styles['lack']}>{t('synthesis.state.unfounded.help')}</p>
      )}
    </article>
  )
}
