import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActorView } from '../../api/types'
import { Button } from '../../components/Button'
import { Choice } from '../../components/Choice'
import { Dialog } from '../../components/Dialog'
import { useApi } from '../../state/api'
import { keys } from '../../state/queries'
import { useActorNames } from '../../state/actor-names'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from './actors.module.css'

/** Makes one actor of those that were chosen; says before what that would do. */
export function MergeActors({ list, onClose }: { list: readonly ActorView[]; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const called = useActorNames()
  const [into, setInto] = useState(list[0]?.id ?? '')
  const request = { into, from: list.filter((a) => a.id !== into).map((a) => a.id) }
  const preview = useQuery({
    queryKey: [...keys.actors, 'merge', JSON.stringify(request)],
    queryFn: ({ signal }) => api.during(signal).actors.previewMerge(request),
  })
  const told = preview.data
  return (
    <Dialog
      title={t('actors.merge')}
      help={t('actors.merge.help')}
      size="small"
      onClose={onClose}
      onSubmit={() =>
        void attempt(async () => {
          await api.actors.merge(request)
          await offer(t('actors.merged', { count: list.length }))
          onClose()
        })
      }
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!told}>
            {t('actors.merge.do')}
          </Button>
        </>
      }
    >
      <Choice label={t('actors.merge.into')} value={into} options={list.map((a) => ({ value: a.id, label: called(a) }))} onChange={setInto} />
      {told && (
        <div role="status">
          <ul className={styles['told']}>
            <li>{t('actors.merge.names', { count: told.names })}</li>
            <li>{t('actors.merge.relations', { count: told.relations })}</li>
            <li>{t('actors.merge.codings', { count: told.codings })}</li>
            {told.between > 0 && <li className={styles['warn']}>{t('actors.merge.between', { count: told.between })}</li>}
          </ul>
        </div>
      )}
    </Dialog>
  )
}
