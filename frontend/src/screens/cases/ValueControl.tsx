import { useTranslation } from 'react-i18next'
import type { ChoiceView, ValueType } from '../../api/types'
import { Choice } from '../../components/Choice'
import { KeptField } from '../../components/KeptField'

interface Props {
  label: string
  type: ValueType
  choices: readonly ChoiceView[]
  value: string
  isDisabled?: boolean
  onSet(value: string): void
}

const unsaid = 'unsaid'

/** The control that fits the type of a value; "" is not said. */
export function ValueControl({ label, type, choices, value, isDisabled = false, onSet }: Props) {
  const { t, i18n } = useTranslation()
  if (type === 'choice' || type === 'boolean') {
    const options =
      type === 'boolean'
        ? [{ value: 'true', label: t('cases.true') }, { value: 'false', label: t('cases.false') }]
        : choices.map((c) => ({ value: c.name, label: c.names[i18n.language] ?? c.name }))
    if (isDisabled) return <p>{options.find((o) => o.value === value)?.label ?? value}</p>
    return (
      <Choice
        label={label}
        value={value === '' ? unsaid : value}
        options={value === '' ? [{ value: unsaid, label: t('cases.value.choose') }, ...options] : options}
        onChange={(chosen) => {
          if (chosen !== unsaid && chosen !== value) onSet(chosen)
        }}
      />
    )
  }
  return (
    <KeptField
      label={label}
      value={value}
      isDisabled={isDisabled}
      {...(type === 'date' ? { help: t('cases.value.date') } : {})}
      onKeep={(text) => {
        if (text.trim() !== '') onSet(text.trim())
      }}
    />
  )
}
