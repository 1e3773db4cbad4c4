import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SynthesisRow, SynthesisView, ValueType } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { OneOf } from '../../components/OneOf'
import { Picker } from '../../components/Picker'
import { Wordings } from '../../components/Wordings'
import { useApi } from '../../state/api'
import { useAttributes } from '../../state/matrix'
import { useAttempt } from '../../state/use-attempt'
import { ValueControl } from '../cases/ValueControl'
import { useOptions } from '../finding/options'
import type { Closing } from './Dialogs'
import { useRowNames } from './row-names'

const kinds = ['case', 'value', 'group'] as const

/** Adds rows or changes one: cases, the cases that hold a value of an attribute, or a free group of cases. */
export function RowDialog({ view, row, onClose }: Closing & { view: SynthesisView; row: SynthesisRow | null }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const { nameOf } = useRowNames()
  const attributes = (useAttributes().data ?? []).filter((a) => a.scope === 'case')
  const cases = useOptions().get('case') ?? []
  const [kind, setKind] = useState<(typeof kinds)[number]>(kinds.find((k) => k === row?.by) ?? 'case')
  const [chosen, setChosen] = useState<string[]>(row?.by === 'group' ? row.members.map((m) => m.id) : [])
  const [attribute, setAttribute] = useState(row?.attribute.id ?? '')
  const [value, setValue] = useState(row?.value ?? '')
  const [title, setTitle] = useState(row?.title ?? '')
  const [titles, setTitles] = useState(row?.titles ?? {})
  const asked = attributes.find((a) => a.id === attribute) ?? attributes[0]
  const ready = kind === 'value' ? asked !== undefined && value !== '' : row?.by === 'case' || (chosen.length > 0 && (kind === 'case' || title.trim() !== ''))
  const save = async () => {
    if (!row && kind === 'case') {
      await api.analysis.saveSynthesis({ id: view.id, title: view.title, rows: [...view.rows.map((r) => r.row), ...cases.map((o) => o.value).filter((id) => chosen.includes(id))] })
    } else {
      await api.analysis.saveRow({ id: row?.row ?? '', synthesis: view.id, kind, title: title.trim(), titles, case: '', attribute: kind === 'value' ? (asked?.id ?? '') : '', value, members: kind === 'group' ? chosen : [] })
    }
    onClose()
  }
  return (
    <Dialog
      title={t(row ? 'synthesis.row.change' : 'synthesis.rows')}
      help={row?.by === 'case' ? t('synthesis.row.help.name') : t(`synthesis.row.help.${kind}`)}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (ready) void attempt(save)
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {row ? t('synthesis.keep') : t('synthesis.rows.add', { count: kind === 'case' ? chosen.length : 1 })}
          </Button>
        </>
      }
    >
      {!row && (
        <OneOf
          label={t('synthesis.row.kind')}
          value={kind}
          options={kinds.map((k) => ({ value: k, label: t(`synthesis.row.kind.${k}`) }))}
          onChange={(k) => {
            setKind(k)
            setChosen([])
          }}
        />
      )}
      {kind === 'value' && asked && (
        <>
          <Choice
            label={t('synthesis.row.attribute')}
            value={asked.id}
            options={attributes.map((a) => ({ value: a.id, label: a.names[i18n.language] ?? a.name }))}
            onChange={(id) => {
              setAttribute(id)
              setValue('')
            }}
          />
          <ValueControl label={t('synthesis.row.value')} type={asked.type as ValueType} choices={asked.choices} value={value} onSet={setValue} />
        </>
      )}
      {(kind === 'group' || (kind === 'case' && !row)) && (
        <Picker
          label={t('synthesis.rows.pick')}
          empty={t('finding.pick.none')}
          options={kind === 'group' ? cases : cases.map((o) => ({ ...o, disabled: view.rows.some((r) => r.case === o.value) }))}
          chosen={chosen}
          several
          rows={10}
          onChange={setChosen}
        />
      )}
      {(row !== null || kind !== 'case') && (
        <Field
          label={t(kind === 'group' ? 'new.name' : 'synthesis.row.title')}
          value={title}
          autoFocus={row !== null}
          {...(kind === 'group' ? {} : { help: row && row.title === '' ? t('synthesis.row.title.help', { name: nameOf(row) }) : t('synthesis.row.title.empty') })}
          onChange={setTitle}
        />
      )}
      {(row !== null || kind !== 'case') && <Wordings of={title} names={titles} onChange={({ names = titles }) => { setTitles(names) }} />}
    </Dialog>
  )
}
