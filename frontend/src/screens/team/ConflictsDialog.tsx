import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConflictView } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { useApi } from '../../state/api'
import { useInfo } from '../../state/queries'
import { useConflicts } from '../../state/team'
import { useAttempt } from '../../state/use-attempt'
import { useConflictName, Versions3 } from './Versions3'
import styles from './team.module.css'

/** What merges left for a person to decide: two versions of a definition, a name, a memo. */
export function ConflictsDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation()
  const list = useConflicts().data
  return (
    <Dialog
      size="large"
      title={t('team.conflicts')}
      help={t('team.conflicts.help')}
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          {t('dialog.close')}
        </Button>
      }
    >
      {list?.length === 0 && <p role="status">{t('team.conflicts.none')}</p>}
      <div className={styles['group']}>
        {list?.map((c) => (
          <Conflict key={c.id} conflict={c} />
        ))}
      </div>
    </Dialog>
  )
}

function Conflict({ conflict: c }: { conflict: ConflictView }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const nameOf = useConflictName()
  const writable = useInfo().data?.read_only === false && !c.hidden
  const [text, setText] = useState<string | null>(null)
  const both = c.entity === 'qualifier'
  const resolve = (choice: string, edited = '') => void attempt(() => api.team.resolve(c.id, choice, edited))
  return (
    <section className={styles['conflict']} aria-label={nameOf(c)}>
      <h3>{nameOf(c)}</h3>
      <Versions3 conflict={c} />
      {text !== null && <Field label={t('team.conflict.text')} lines={4} value={text} autoFocus onChange={setText} />}
      <div className={styles['buttons']}>
        {text !== null ? (
          <>
            <Button
              look="primary"
              onPress={() => {
                resolve('edited', text)
              }}
            >
              {t('team.conflict.write')}
            </Button>
            <Button
              onPress={() => {
                setText(null)
              }}
            >
              {t('dialog.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button
              isDisabled={!writable}
              onPress={() => {
                resolve('ours')
              }}
            >
              {both ? t('team.conflict.keep', { value: c.shown }) : t(c.field === '' ? 'team.conflict.stay' : 'team.conflict.ours')}
            </Button>
            <Button
              isDisabled={!writable}
              onPress={() => {
                resolve('theirs')
              }}
            >
              {both ? t('team.conflict.keep', { value: c.other }) : t(c.field === '' ? 'team.conflict.delete' : 'team.conflict.theirs')}
            </Button>
            {c.field !== '' && !both && (
              <Button
                isDisabled={!writable}
                onPress={() => {
                  setText(c.merged === '' ? `${c.shown}\n\n${c.other}` : c.merged)
                }}
              >
                {t(c.merged === '' ? 'team.conflict.edit' : 'team.conflict.together')}
              </Button>
            )}
          </>
        )}
      </div>
    </section>
  )
}
