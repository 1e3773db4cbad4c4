import { EllipsisVertical, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AttributeView, ValueType, ValueView } from '../../api/types'
import { Button } from '../../components/Button'
import { KeptField } from '../../components/KeptField'
import { type Item, Menu } from '../../components/Menu'
import { dateFormat } from '../../i18n/formats'
import { useApi } from '../../state/api'
import { useCitable } from '../../state/cases'
import { useCalled } from '../../state/review'
import { useAttempt } from '../../state/use-attempt'
import { Cited } from './Cited'
import { ValueControl } from './ValueControl'
import styles from './cases.module.css'

interface Props {
  attribute: AttributeView
  owner: string
  /** Held before contested before rejected. */
  values: readonly ValueView[]
  readOnly: boolean
}

const roles = ['supports', 'qualifies', 'contradicts'] as const

/** An attribute of a case with everything that is said of it, side by side. */
export function AttributeCard({ attribute: a, owner, values, readOnly }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [another, setAnother] = useState(false)
  const name = a.names[i18n.language] ?? a.name
  const definition = a.definitions[i18n.language] ?? a.definition
  const set = (value: string, status: string) =>
    void attempt(async () => {
      await api.cases.setValue({ id: '', attribute: a.id, owner, value, status, alternatives: '', note: '', citations: [] })
      setAnother(false)
    })
  return (
    <section aria-label={name} className={styles['attribute']}>
      <div className={styles['attributeName']}>
        <h5>{name}</h5>
        {definition !== '' && <p className={styles['muted']}>{definition}</p>}
      </div>
      <div className={styles['values']}>
        {values.map((v) => (
          <Value key={v.id} attribute={a} value={v} readOnly={readOnly} />
        ))}
        {values.length === 0 && (
          <div className={styles['value']}>
            <p className={styles['muted']}>{t('cases.value.none')}</p>
            {!readOnly && <ValueControl label={t('cases.value.of', { name })} type={a.type as ValueType} choices={a.choices} value="" onSet={(value) => { set(value, '') }} />}
          </div>
        )}
        {another && (
          <div className={styles['value']}>
            <ValueControl label={t('cases.value.another', { name })} type={a.type as ValueType} choices={a.choices} value="" onSet={(value) => { set(value, 'contested') }} />
          </div>
        )}
        {!readOnly && values.length > 0 && !another && (
          <Button look="quiet" onPress={() => { setAnother(true) }}>
            <Plus aria-hidden size="1em" />
            {t('cases.value.add')}
          </Button>
        )}
      </div>
    </section>
  )
}

function Value({ attribute: a, value: v, readOnly }: { attribute: AttributeView; value: ValueView; readOnly: boolean }) {
  const { t, i18n } = useTranslation()
  const called = useCalled()
  const api = useApi()
  const attempt = useAttempt()
  const citable = useCitable()
  const [more, setMore] = useState(false)
  const choice = a.choices.find((c) => c.name === v.value)
  const meaning = choice ? (choice.definitions[i18n.language] ?? choice.definition) : ''
  const put = (part: Partial<Pick<ValueView, 'value' | 'status' | 'note' | 'alternatives'>>) => {
    // Passages that were cited for one value say nothing of another: that one stands beside it.
    const id = part.value !== undefined && v.citations.length > 0 ? '' : v.id
    const kept = id === '' ? { note: '', alternatives: v.value } : { note: v.note, alternatives: v.alternatives }
    void attempt(() => api.cases.setValue({ attribute: a.id, owner: v.owner, value: v.value, status: v.status, ...kept, ...part, id, citations: [] }))
  }
  const cite = (role: string) => {
    if (!citable) return
    void attempt(() => api.cases.setValue({ id: v.id, attribute: a.id, owner: v.owner, value: v.value, status: v.status, note: v.note, alternatives: v.alternatives, citations: [{ ...citable, role }] }))
  }
  const statuses = ['held', 'contested', 'rejected'] as const
  const items: Item[] = [
    ...statuses.map((status) => ({ id: status, label: t(`cases.status.${status}`), checked: v.status === status, onAction: () => { put({ status }) } })),
    { id: 'more', label: t('cases.value.reasons'), checked: more, apart: true, onAction: () => { setMore(!more) } },
    { id: 'remove', label: t('cases.value.remove'), danger: true, apart: true, onAction: () => void attempt(() => api.cases.removeValue(v.id)) },
  ]
  return (
    <div className={styles['value']} data-status={v.status}>
      <div className={styles['valueTop']}>
        <ValueControl label={t(`cases.status.${v.status as 'held'}`)} type={a.type as ValueType} choices={a.choices} value={v.value} isDisabled={readOnly} onSet={(value) => { put({ value }) }} />
        {!readOnly && (
          <Menu icon label={t('cases.value.menu', { value: v.value })} items={items}>
            <EllipsisVertical aria-hidden size="1.125em" />
          </Menu>
        )}
      </div>
      {meaning !== '' && <p className={styles['muted']}>{meaning}</p>}
      {more ? (
        <div className={styles['reasons']}>
          <KeptField label={t('cases.value.note')} lines={2} value={v.note} isDisabled={readOnly} onKeep={(note) => { put({ note }) }} />
          <KeptField label={t('cases.value.alternatives')} value={v.alternatives} isDisabled={readOnly} onKeep={(alternatives) => { put({ alternatives }) }} />
        </div>
      ) : (
        [[t('cases.value.note'), v.note], [t('cases.value.alternatives'), v.alternatives]].map(
          ([label, text = '']) =>
            text !== '' && (
              <p key={label} className={styles['reason']}>
                <span className={styles['muted']}>{label}: </span>
                {text}
              </p>
            ),
        )
      )}
      {!v.cited && <p className={styles['uncited']}>{t(v.citations.length > 0 ? 'cases.cite.binned.all' : 'cases.uncited')}</p>}
      {v.citations.length > 0 && (
        <ul className={styles['citations']}>
          {v.citations.map((c) => (
            <Cited key={c.id} citation={c} among={v.citations} readOnly={readOnly} />
          ))}
        </ul>
      )}
      <div className={styles['valueFeet']}>
        {!readOnly && (
          <Menu
            label={t('cases.cite')}
            look="plain"
            items={citable ? roles.map((role) => ({ id: role, label: t(`cases.cite.${role}`), onAction: () => { cite(role) } })) : [{ id: 'none', label: t('cases.cite.none'), disabled: true, onAction: () => undefined }]}
          >
            {t('cases.cite')}
          </Menu>
        )}
        <span className={styles['muted']}>
          {[called(v.coder), v.at === '' ? '' : dateFormat(i18n.language, { dateStyle: 'medium' }).format(new Date(v.at))].filter((x) => x !== '').join(', ')}
        </span>
      </div>
    </div>
  )
}
