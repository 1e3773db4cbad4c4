import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActorNameView, ActorView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Combo } from '../../components/Combo'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { IconButton } from '../../components/IconButton'
import { ownNames } from '../../i18n/names'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import styles from './actors.module.css'

export const actorKinds = ['ministry', 'agency', 'programme', 'local_body', 'ngo', 'international', 'other'] as const
type Kind = (typeof actorKinds)[number]
type Named = ActorNameView & { key: number }

/** Adds an actor or changes one: its name, what it is called elsewhere, what it belongs to. */
export function ActorDialog({ actor, all, onClose }: { actor: ActorView | null; all: readonly ActorView[]; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [name, setName] = useState(actor?.name ?? '')
  const [kind, setKind] = useState<Kind>((actor?.kind as Kind | undefined) ?? 'ministry')
  const [parent, setParent] = useState(actor?.parent.name ?? '')
  const [about, setAbout] = useState(actor?.description ?? '')
  const [names, setNames] = useState<readonly Named[]>((actor?.names ?? []).map((n, key) => ({ ...n, key })))
  const next = useRef(names.length)
  const others = all.filter((a) => a.id !== actor?.id)
  const parentID = parent.trim() === '' ? '' : others.find((a) => a.name === parent)?.id
  const ready = name.trim() !== '' && parentID !== undefined
  const change = (key: number, part: Partial<ActorNameView>) => {
    setNames((was) => was.map((n) => (n.key === key ? { ...n, ...part } : n)))
  }
  const tongues = [{ value: '-', label: t('actors.lang.any') }, { value: 'acronym', label: t('actors.acronym') }, ...Object.entries(ownNames).map(([value, label]) => ({ value, label }))]
  return (
    <Dialog
      title={t(actor ? 'actors.edit' : 'actors.new')}
      onClose={onClose}
      onSubmit={() => {
        if (!ready) return
        void attempt(async () => {
          await api.actors.save({
            id: actor?.id ?? '', name: name.trim(), kind, parent: parentID, description: about.trim(),
            names: names.map(({ name: n, lang, acronym }) => ({ name: n, lang, acronym })),
          })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {t('actors.keep')}
          </Button>
        </>
      }
    >
      <Field label={t('actors.name')} value={name} autoFocus onChange={setName} />
      <div className={styles['pair']}>
        <Choice<Kind> label={t('actors.kind')} value={kind} options={actorKinds.map((k) => ({ value: k, label: t(`actors.kind.${k}`) }))} onChange={setKind} />
        <Combo label={t('actors.parent')} value={parent} placeholder={t('actors.parent.none')} options={others.map((a) => a.name)} onChange={setParent} />
      </div>
      <fieldset className={styles['names']}>
        <legend className={styles['legend']}>{t('actors.called')}</legend>
        {names.map((n) => (
          <div key={n.key} className={styles['nameRow']}>
            <Field bare label={t('actors.called.one')} value={n.name} onChange={(to) => { change(n.key, { name: to }) }} />
            <Choice
              label={t('actors.called.as')}
              value={n.acronym ? 'acronym' : n.lang === '' ? '-' : n.lang}
              options={tongues.some((o) => o.value === n.lang) || n.lang === '' ? tongues : [...tongues, { value: n.lang, label: n.lang }]}
              onChange={(to) => { change(n.key, to === 'acronym' ? { acronym: true, lang: '' } : { acronym: false, lang: to === '-' ? '' : to }) }}
            />
            <IconButton icon={X} label={t('actors.called.remove', { name: n.name })} onPress={() => { setNames((was) => was.filter((x) => x.key !== n.key)) }} />
          </div>
        ))}
        <Button look="quiet" onPress={() => { setNames((was) => [...was, { name: '', lang: '', acronym: false, key: next.current++ }]) }}>
          <Plus aria-hidden size="1em" />
          {t('actors.called.add')}
        </Button>
      </fieldset>
      <Field label={t('actors.about')} lines={3} value={about} onChange={setAbout} />
    </Dialog>
  )
}
