import { SearchX } from 'lucide-react'
import { type ComponentProps, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { CodeNode } from '../../api/types'
import { Empty } from '../../components/Empty'
import { FilterField } from '../../components/FilterField'
import { Outline, OutlineLines } from '../../components/Outline'
import { type CodeLine as Line, fitting, wordsOf } from '../../model/code-tree'
import { CodeLine } from './CodeLine'
import styles from './CodesPane.module.css'

/** What was typed into the filter. Only the tree itself hears of each key: what stands around it is as it was. */
const useTyped = create<{ typed: string; type(typed: string): void }>((set) => ({
  typed: '',
  type: (typed) => {
    set({ typed })
  },
}))

/** The filter of the code tree. */
export function CodesFilter({ onDown }: { onDown(): void }) {
  const { t } = useTranslation()
  const { typed, type } = useTyped()
  useEffect(() => () => { type('') }, [type])
  return <FilterField label={t('codes.filter')} value={typed} onChange={type} onDown={onDown} />
}

const drawLine = (line: Line<CodeNode>) => <CodeLine line={line} />

/** The lines that fit what was typed; asked for once for each key. */
function fitter(tree: readonly CodeNode[], lines: readonly Line<CodeNode>[]): (typed: string) => readonly Line<CodeNode>[] {
  const words = wordsOf(tree)
  let last = { typed: '', shown: lines }
  return (typed) => {
    if (typed !== last.typed) last = { typed, shown: fitting(lines, words, typed) }
    return last.shown
  }
}

/** Only this is drawn anew with each key that is typed into the filter. */
function Lines({ fit }: { fit: ReturnType<typeof fitter> }) {
  return <OutlineLines lines={fit(useTyped((s) => s.typed))}>{drawLine}</OutlineLines>
}

interface Props extends Omit<ComponentProps<typeof Outline>, 'children'> {
  tree: readonly CodeNode[]
  lines: readonly Line<CodeNode>[]
  /** The codes that have others under them: what fits is shown wherever it lies. */
  parents: readonly CodeNode[]
  /** Where what is dragged would come to lie between two lines, in pixels of the tree. */
  insertion: { top: number; left: number } | undefined
}

/** The lines of the code tree that fit what was typed. */
export function FittingCodes({ tree, lines, parents, open, insertion, ...outline }: Props) {
  const { t } = useTranslation()
  const fit = useMemo(() => fitter(tree, lines), [tree, lines])
  const nothing = useTyped((s) => fit(s.typed).length === 0)
  const filtered = useTyped((s) => s.typed.trim() !== '')
  const all = useMemo(() => new Set(parents.map((c) => c.id)), [parents])
  if (nothing) return <Empty icon={SearchX} title={t('codes.noFit')} />
  return (
    <>
      <div className={styles['heads']} aria-hidden>
        <span title={t('codes.own.help')}>{t('codes.own')}</span>
        <span title={t('codes.all.help')}>{t('codes.all')}</span>
        <span title={t('codes.docs.help')} className={styles['docs']}>
          {t('codes.docs')}
        </span>
      </div>
      <div className={styles['tree']}>
        <Outline open={filtered ? all : open} {...outline}>
          <Lines fit={fit} />
        </Outline>
        {insertion && <div className={styles['insertion']} style={{ top: insertion.top, insetInlineStart: insertion.left }} />}
      </div>
    </>
  )
}
