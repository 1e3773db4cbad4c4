import { EyeOff, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { NameKind, PseudonymView } from '../../api/types'
import { Button } from '../../components/Button'
import { Empty } from '../../components/Empty'
import { languageName } from '../../model/languages'
import { useApi } from '../../state/api'
import { useAttempt } from '../../state/use-attempt'
import { useUndoOffer } from '../../state/use-undo-offer'
import { fresh } from './NameDialog'
import styles from './sharing.module.css'

/** The register of names. */
export function Names({ names, onEdit }: { names: readonly PseudonymView[] | undefined; onEdit(name: PseudonymView): void }) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const offer = useUndoOffer()
  if (!names) return null
  const add = (
    <Button
      look="primary"
      onPress={() => {
        onEdit(fresh)
      }}
    >
      {t('sharing.add')}
    </Button>
  )
  if (names.length === 0) {
    return (
      <Empty icon={EyeOff} title={t('sharing.names.empty')} help={t('sharing.names.empty.help')}>
        {add}
      </Empty>
    )
  }
  return (
    <>
      <div className={styles['tools']}>{add}</div>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('sharing.name')}</th>
            <th scope="col">{t('sharing.replacement')}</th>
            <th scope="col">{t('sharing.kind')}</th>
            <th scope="col">{t('sharing.lang')}</th>
            <th scope="col">
              <span className="hidden-text">{t('sharing.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {names.map((v) => (
            <tr key={v.id}>
              <th scope="row">
                {v.name}
                {v.listed.length > 1 && <p className={styles['detail']}>{v.listed.slice(1).join(', ')}</p>}
              </th>
              <td>{v.replacement}</td>
              <td>{t(`sharing.kind.${v.kind as NameKind}`)}</td>
              <td>{v.lang === '' ? t('sharing.lang.all') : languageName(v.lang, i18n.language)}</td>
              <td className={styles['buttons']}>
                <Button
                  look="quiet"
                  icon
                  aria-label={t('sharing.edit', { name: v.name })}
                  onPress={() => {
                    onEdit(v)
                  }}
                >
                  <Pencil aria-hidden size="1em" />
                </Button>
                <Button
                  look="quiet"
                  icon
                  aria-label={t('sharing.remove', { name: v.name })}
                  onPress={() =>
                    void attempt(async () => {
                      await api.sharing.remove(v.id)
                      await offer(t('sharing.removed', { name: v.name }))
                    })
                  }
                >
                  <Trash2 aria-hidden size="1em" />
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
