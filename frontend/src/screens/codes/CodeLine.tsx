import { createContext, use } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode } from '../../api/types'
import { Swatch } from '../../components/Swatch'
import { numberFormat } from '../../i18n/formats'
import type { CodeLine as Line } from '../../model/code-tree'
import { useDrag } from '../../state/drag'
import styles from './CodesPane.module.css'

/** What goes on in the tree as a whole. Lines are drawn anew only when their code changes, so they ask for it. */
export const TreeState = createContext({
  /** The code whose name is being written, "" for none. */
  renaming: '',
  /** The code under which what is dragged would go. */
  dropping: '',
  stopRenaming: (): void => undefined,
})

/** A line of the tree: a code with its colour, its name and how much is coded with it. */
export function CodeLine({ line }: { line: Line<CodeNode> }) {
  const { t, i18n } = useTranslation()
  const { code } = line
  const { renaming, dropping, stopRenaming } = use(TreeState)
  const words = useDrag((s) => s.carried !== null && s.carried.kind !== 'codes')
  const n = (value: number) => (value === 0 ? '–' : numberFormat(i18n.language).format(value))
  // Said when a number is pointed at: a tree that is filtered draws its lines anew with each key.
  const hint = (words: () => string) => (e: React.SyntheticEvent<HTMLElement>) => {
    e.currentTarget.title = words()
  }
  const stay = (e: React.SyntheticEvent) => {
    e.stopPropagation()
  }
  return (
    <div
      className={`${styles['code'] ?? ''} ${line.fits ? '' : (styles['around'] ?? '')} ${dropping === code.id ? (styles['dropping'] ?? '') : ''} ${words && !code.folder ? (styles['taking'] ?? '') : ''}`}
      data-code={code.folder ? undefined : code.id}
    >
      <Swatch color={code.color} folder={code.folder} />
      {renaming === code.id ? (
        <input
          className={styles['rename']}
          aria-label={t('codes.rename')}
          defaultValue={code.name}
          autoFocus
          onFocus={(e) => {
            e.currentTarget.select()
          }}
          onBlur={(e) => {
            // A line that is drawn anew, because the tree changed, is not left.
            const field = e.currentTarget
            setTimeout(() => {
              if (field.isConnected) stopRenaming()
            })
          }}
          onPointerDown={stay}
          onMouseDown={stay}
          onClick={stay}
        />
      ) : (
        <span className={styles['name']} title={code.definition === '' ? line.label : `${line.label}: ${code.definitions[i18n.language] ?? code.definition}`}>
          {line.label}
        </span>
      )}
      <span className={styles['count']} onPointerEnter={hint(() => t('codes.own.n', { count: code.codings }))}>
        {n(code.codings)}
      </span>
      <span className={styles['count']} onPointerEnter={hint(() => t('codes.all.n', { count: code.codings_with_children }))}>
        {n(code.codings_with_children)}
      </span>
      <span className={`${styles['count'] ?? ''} ${styles['docs'] ?? ''}`} onPointerEnter={hint(() => t('codes.docs.n', { count: code.documents_with_children, own: code.documents }))}>
        {n(code.documents_with_children)}
      </span>
      <span className="hidden-text">{t('codes.counts', { own: code.codings, all: code.codings_with_children, documents: code.documents_with_children })}</span>
    </div>
  )
}
