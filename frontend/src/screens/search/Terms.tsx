import { Languages } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TermGroupView } from '../../api/types'
import { Button } from '../../components/Button'
import { Dialog } from '../../components/Dialog'
import { Field } from '../../components/Field'
import { Menu } from '../../components/Menu'
import { useApi } from '../../state/api'
import { useTermGroups } from '../../state/queries'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import styles from '../finding/saved.module.css'

/** Groups of words of several languages: to search for, and to change. */
export function Terms({ onSearch }: { onSearch(text: string): void }) {
  const { t } = useTranslation()
  const groups = useTermGroups().data ?? []
  const [managing, setManaging] = useState(false)
  return (
    <>
      <Menu
        icon
        label={t('terms.menu')}
        items={[
          ...groups.map((g) => ({
            id: g.id,
            label: g.name,
            onAction: () => {
              onSearch(`{${g.name}}`)
            },
          })),
          {
            id: 'manage',
            label: t('terms.manage'),
            apart: groups.length > 0,
            onAction: () => {
              setManaging(true)
            },
          },
        ]}
      >
        <Languages aria-hidden size="1.125em" />
      </Menu>
      {managing && (
        <Manage
          groups={groups}
          onClose={() => {
            setManaging(false)
          }}
        />
      )}
    </>
  )
}

function Manage({ groups, onClose }: { groups: readonly TermGroupView[]; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  const [editing, setEditing] = useState<TermGroupView | null>(null)
  if (editing) {
    return (
      <Edit
        group={editing}
        onClose={() => {
          setEditing(null)
        }}
      />
    )
  }
  return (
    <Dialog
      title={t('terms.title')}
      help={t('terms.help')}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.close')}</Button>
          <Button
            look="primary"
            onPress={() => {
              setEditing({ id: '', name: '', terms: [] })
            }}
          >
            {t('terms.new')}
          </Button>
        </>
      }
    >
      <ul className={styles['list']}>
        {groups.map((g) => (
          <li key={g.id} className={styles['item']}>
            <div>
              <p className={styles['name']}>{`{${g.name}}`}</p>
              <p className={styles['detail']}>{g.terms.join(', ')}</p>
            </div>
            <span className={styles['buttons']}>
              <Button
                aria-label={t('terms.edit.name', { name: g.name })}
                onPress={() => {
                  setEditing(g)
                }}
              >
                {t('terms.edit')}
              </Button>
              <Button
                aria-label={t('saved.delete.name', { name: g.name })}
                onPress={() =>
                  void attempt(async () => {
                    await api.retrieval.removeTerms(g.id)
                    await offer(t('saved.deleted', { name: g.name }))
                  })
                }
              >
                {t('saved.delete')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function Edit({ group, onClose }: { group: TermGroupView; onClose(): void }) {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const [name, setName] = useState(group.name)
  const [terms, setTerms] = useState(group.terms.join('\n'))
  const list = terms.split('\n').map((l) => l.trim()).filter((l) => l !== '')
  const ready = name.trim() !== '' && list.length > 0
  return (
    <Dialog
      title={group.id === '' ? t('terms.new') : t('terms.edit.name', { name: group.name })}
      size="small"
      onClose={onClose}
      onSubmit={() => {
        if (!ready) return
        void attempt(async () => {
          await api.retrieval.saveTerms({ id: group.id, name: name.trim(), terms: list })
          onClose()
        })
      }}
      actions={
        <>
          <Button onPress={onClose}>{t('dialog.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={!ready}>
            {t('terms.keep')}
          </Button>
        </>
      }
    >
      <Field label={t('saved.name')} value={name} autoFocus onChange={setName} />
      <Field label={t('terms.terms')} help={t('terms.terms.help')} lines={8} value={terms} onChange={setTerms} />
    </Dialog>
  )
}
