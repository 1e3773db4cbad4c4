import { useTranslation } from 'react-i18next'
import { numberFormat } from '../../i18n/formats'
import type { AccountEntry } from '../../api/types'
import { said } from '../../i18n'
import { elementKind } from './element'
import styles from './ImportDialog.module.css'

interface Props {
  elements: readonly AccountEntry[]
  /** Of a file that is written: what the columns count is called differently. */
  out?: boolean
}

/** What has no name of its own is listed by its identity, which tells a person nothing. */
const isName = (name: string) => name !== '' && !/^\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(name)

/** What became of everything in a file, kind by kind: as many as there were, stored or told of. */
export function Account({ elements, out = false }: Props) {
  const { t, i18n } = useTranslation()
  const called = (element: string) => {
    const kind = elementKind(element)
    return kind === null ? element : t(`element.${kind}`)
  }
  const n = (value: number) => (value === 0 ? '–' : numberFormat(i18n.language).format(value))
  return (
    <table className={`${styles['table'] ?? ''} ${styles['account'] ?? ''}`}>
      <thead>
        <tr>
          <th scope="col">{t('account.element')}</th>
          <th scope="col" className={styles['number']}>{t('account.in')}</th>
          <th scope="col" className={styles['number']}>{t(out ? 'account.written' : 'account.stored')}</th>
          <th scope="col" className={styles['number']}>{t('account.kept')}</th>
          <th scope="col" className={styles['number']}>{t('account.left')}</th>
        </tr>
      </thead>
      <tbody>
        {elements.map((e) => (
          <tr key={e.element}>
            <th scope="row">
              <span title={e.element}>{called(e.element)}</span>
              {(e.notes ?? []).map((note) => (
                <p key={`${note.what}${String(note.beside)}`} className={styles['detail']}>
                  {n(note.count)}: {said(note.code, note.what, note.args ?? {}, i18n.language)}
                  {note.beside === true && `; ${t('account.beside')}`}
                  {note.names.some(isName) && ` (${note.names.filter(isName).slice(0, 4).join(', ')}${note.count > 4 ? ', …' : ''})`}
                </p>
              ))}
            </th>
            <td className={styles['number']}>{n(e.in)}</td>
            <td className={styles['number']}>{n(e.stored)}</td>
            <td className={styles['number']}>{n(e.kept)}</td>
            <td className={styles['number']}>{n(e.left)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
