import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Choice } from '../../components/Choice'
import { Field } from '../../components/Field'
import { Picker } from '../../components/Picker'
import { takesSeveral, type Comparison, type Test } from '../../model/condition'
import { Tick } from '../../components/Tick'
import { useOptions } from './options'
import { compares } from './saying'
import styles from './finding.module.css'

interface Props {
  test: Test
  onChange(test: Test): void
}

/** How much text may lie between two codings that are near to each other, if nobody says. */
const usualDistance = 50

const comparisons: readonly Comparison[] = [':', '!=', '<', '<=', '>', '>=']
const inOrder = new Set(['date', 'coded', 'weight', 'attr'])

/** What a test asks for, to choose or to write. */
export function TestEditor({ test, onChange }: Props) {
  const { t } = useTranslation()
  const options = useOptions().get(test.field === 'facet' ? `facet.${test.name}` : test.field)
  const tree = test.field === 'code' || test.field === 'case'
  if (options) {
    return (
      <div className={styles['editor']}>
        <Picker
          label={t('finding.pick')}
          empty={t('finding.pick.none')}
          options={options}
          chosen={test.values}
          several={takesSeveral(test.field)}
          onChange={(values) => {
            onChange({ ...test, any: false, values })
          }}
        />
        {tree && (
          <Tick
            label={t(test.field === 'code' ? 'finding.below.code' : 'finding.below.case')}
            value={test.compare !== '='}
            onChange={(below) => {
              onChange({ ...test, compare: below ? ':' : '=' })
            }}
          />
        )}
        {test.field === 'near' && <Distance test={test} onChange={onChange} />}
      </div>
    )
  }
  return (
    <div className={styles['editor']}>
      {inOrder.has(test.field) && (
        <Choice
          label={t('finding.compare')}
          value={test.compare === '=' ? ':' : test.compare}
          options={comparisons.map((c) => ({ value: c, label: t(`finding.compare.${compares[c]}`) }))}
          onChange={(compare) => {
            onChange({ ...test, compare })
          }}
        />
      )}
      <Written key={test.field + test.name} test={test} onChange={onChange} />
    </div>
  )
}

function Written({ test, onChange }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(test.values[0] ?? '')
  const dated = test.field === 'date' || test.field === 'coded'
  return (
    <Field
      label={t(test.field === 'text' ? 'finding.words' : 'finding.value')}
      value={text}
      autoFocus
      {...(dated ? { help: t('finding.date.help') } : test.field === 'text' ? { help: t('finding.words.help') } : {})}
      onChange={(value) => {
        setText(value)
        onChange({ ...test, any: false, values: value.trim() === '' ? [] : [value.trim()] })
      }}
    />
  )
}

function Distance({ test, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Field
      label={t('finding.distance')}
      value={String(test.distance === 0 ? usualDistance : test.distance)}
      inputMode="numeric"
      onChange={(value) => {
        onChange({ ...test, distance: Math.min(9999, Number(value.replace(/\D/g, ''))) })
      }}
    />
  )
}
