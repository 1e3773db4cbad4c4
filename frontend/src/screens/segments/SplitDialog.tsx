import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Segment } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { locate } from '../../model/code-tree'
import { useApi } from '../../state/api'
import { useCodes } from '../../state/queries'
import { useOneAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'

interface Props {
  segments: readonly Segment[]
  onDone(): void
  onClose(): void
}

/** Names the code that passages are split off to, and says where it stands. */
export function SplitDialog({ segments, onDone, onClose }: Props) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useOneAttempt()
  const offerUndo = useUndoOffer()
  const { data: tree = [] } = useCodes()
  const [name, setName] = useState('')
  const [place, setPlace] = useState<'below' | 'beside'>('below')
  const code = segments[0]?.code
  if (!code) return null
  const split = () => {
    if (name.trim() === '') return
    void attempt(async () => {
      await api.codes.split({ codings: segments.map((s) => s.id), name: name.trim(), parent: place === 'below' ? code.id : (locate(tree, code.id)?.parent?.id ?? '') })
      onClose()
      onDone()
      await offerUndo(t('segments.split.done', { count: segments.length, name: name.trim() }))
    })
  }
  return (
    <Dialog
      size="small"
      title={t('segments.split.title', { count: segments.length })}
      help={t('segments.split.help')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" isDisabled={name.trim() === ''} onPress={split}>
            {t('segments.split.do')}
          </Button>
        </>
      }
    >
      <Field
        autoFocus
        label={t('segments.split.name')}
        value={name}
        onChange={setName}
        onKeyDown={(e) => {
          if (e.key === 'Enter') split()
          else e.continuePropagation()
        }}
      />
      <Choice
        label={t('segments.split.place')}
        value={place}
        options={[
          { value: 'below', label: t('segments.split.below', { name: code.name }) },
          { value: 'beside', label: t('segments.split.beside', { name: code.name }) },
        ]}
        onChange={(v) => { setPlace(v as typeof place) }}
      />
    </Dialog>
  )
}
