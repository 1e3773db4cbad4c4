import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog, Popover } from 'react-aria-components'
import type { CodeNode } from '../../api/types'
import { Palette } from '../../components/Palette'
import { namedBy, pathNames, readablePath } from '../../model/code-path'
import { hueOf } from '../../model/colour'
import { fitsWords, fold } from '../../model/fold'
import { useCodeNames } from '../../state/code-names'
import type { NewCode } from '../../state/coding'
import { useWorkspace } from '../../state/workspace'
import styles from './Reading.module.css'
import { codesById } from './use-drawn'

interface Props {
  codes: readonly CodeNode[]
  /** What it hangs on. */
  triggerRef: React.RefObject<HTMLElement | null>
  label: string
  /** Whether several codes can be taken, with Shift. */
  several?: boolean
  /** `made` is a code that is to be made with what is done, so that one undo takes back both. */
  onTake(codes: readonly string[], made?: readonly NewCode[]): void
  onClose(): void
}

/** A row of the palette: a code there is, or one to be made. */
type Row = { kind: 'code'; node: CodeNode } | { kind: 'new'; names: string[]; parent: CodeNode | undefined }

const mostRows = 60

const keyOf = (r: Row) => (r.kind === 'code' ? r.node.id : `new-${r.parent?.id ?? ''}-${r.names.join('/')}`)

interface Indexed {
  node: CodeNode
  name: string
  others: string[]
  path: string
  definition: string
}

function useFinder(codes: readonly CodeNode[]) {
  const all = useMemo(
    () =>
      [...codesById(codes).values()].filter((n) => !n.folder).map((node): Indexed => ({
        node,
        name: fold(node.name),
        others: Object.values(node.names).map(fold),
        path: fold(readablePath(node.path)),
        definition: fold([node.definition, ...Object.values(node.definitions)].join(' ')),
      })),
    [codes],
  )
  const recent = useWorkspace((s) => s.recent)
  return (words: string): CodeNode[] => {
    const wanted = fold(words.trim()).replaceAll('/', ' › ').replace(/\s+/g, ' ')
    const rank = (c: Indexed) => {
      const last = recent.indexOf(c.node.id)
      const bonus = last < 0 ? 0 : (9 - last) / 3
      if (wanted === '') return 1 + bonus * 10
      const best = Math.max(
        fitsWords(wanted, c.name) * 2,
        ...c.others.map((o) => fitsWords(wanted, o) * 1.8),
        fitsWords(wanted, c.path),
        wanted.length > 2 && c.definition.includes(wanted) ? 15 : 0,
      )
      return best === 0 ? 0 : best + bonus
    }
    return all
      .map((c) => ({ node: c.node, score: rank(c) }))
      .filter((r) => r.score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, mostRows)
      .map((r) => r.node)
  }
}

/** Finds a code by any of its names; makes it where there is none. */
export function CodePicker({ codes, triggerRef, label, several = false, onTake, onClose }: Props) {
  const { t, i18n } = useTranslation()
  const find = useFinder(codes)
  const called = useCodeNames()
  const named = (c: CodeNode) => called({ id: c.id, name: c.path })
  const [taken, setTaken] = useState<readonly Row[]>([])
  const byId = useMemo(() => codesById(codes), [codes])

  const rows = (words: string): Row[] => {
    const found = find(words).filter((n) => !taken.some((r) => r.kind === 'code' && r.node.id === n.id))
    const names = pathNames(words)
    const list: Row[] = found.map((node) => ({ kind: 'code', node }))
    const all = [...byId.values()]
    if (names.length < 2) {
      if (names.length === 0 || all.some((n) => namedBy(n.path, names))) return list
      // One name goes below what is selected in the tree, or to its top: both are offered.
      const parent = byId.get(useWorkspace.getState().codes[0] ?? '')
      const fresh: Row[] = [{ kind: 'new', names, parent }, ...(parent ? [{ kind: 'new' as const, names, parent: undefined }] : [])]
      return found.length > 0 ? [...list, ...fresh] : fresh
    }
    // "parent/child" makes the child below the parent. The code that is all of "parent" goes
    // before one that only ends so, even if that has such a child already.
    const above = names.slice(0, -1)
    const parent = all.find((n) => namedBy(n.path, above) === 'whole') ?? all.find((n) => namedBy(n.path, above))
    const meant = all.filter((n) => namedBy(n.path, names))
    if (meant.some((n) => namedBy(n.path, names) === 'whole' || !parent || namedBy(parent.path, above) === 'end')) return list
    const fresh: Row = { kind: 'new', names, parent }
    return meant.length > 0 ? [...list, fresh] : [fresh, ...list]
  }

  const take = (row: Row, more: boolean) => {
    if (several && more) setTaken([...taken, row])
    else finish([...taken, row])
  }
  const finish = (chosen: readonly Row[]) => {
    onClose()
    const made = chosen.flatMap((r): NewCode[] => (r.kind === 'new' ? [{ names: r.parent ? r.names.slice(-1) : r.names, parent: r.parent?.id ?? '' }] : []))
    onTake(chosen.flatMap((r) => (r.kind === 'code' ? [r.node.id] : [])), made)
  }

  return (
        <Popover
          isOpen
          triggerRef={triggerRef}
          placement="bottom start"
          offset={8}
          className={styles['palette'] ?? ''}
          onOpenChange={(isOpen) => {
            if (!isOpen) onClose()
          }}
        >
          <Dialog aria-label={label} className={styles['paletteBody'] ?? ''}>
            <Palette<Row>
              label={label}
              placeholder={t('coding.palette.words')}
              before={taken.map((r) => (
                <span key={keyOf(r)} className={`${styles['chip'] ?? ''} code-colour`} style={{ '--hue': String(hueOf((r.kind === 'code' ? r.node : r.parent)?.color ?? '')) } as React.CSSProperties}>
                  {r.kind === 'code' ? named(r.node).name : r.names.at(-1)}
                </span>
              ))}
              find={rows}
              keyOf={keyOf}
              row={(r) =>
                r.kind === 'code' ? (
                  <>
                    <span className={`${styles['dot'] ?? ''} code-colour`} style={{ '--hue': String(hueOf(r.node.color)) } as React.CSSProperties} />
                    <span className={styles['codeName']}>
                      {named(r.node).name === r.node.name ? r.node.name : `${named(r.node).name} (${r.node.name})`}
                    </span>
                    <span className={styles['codePath']}>{named(r.node).path.split(' › ').slice(0, -1).join(' › ')}</span>
                  </>
                ) : (
                  <>
                    <Plus aria-hidden size="1em" />
                    <span className={styles['codeName']}>{t('coding.create', { name: r.names.at(-1) ?? '' })}</span>
                    <span className={styles['codePath']}>
                      {r.parent ? t('coding.create.below', { code: named(r.parent).path }) : r.names.length > 1 ? r.names.slice(0, -1).join(' › ') : t('coding.create.top')}
                    </span>
                  </>
                )
              }
              about={(r) =>
                r.kind === 'new' ? (
                  t('coding.create.help')
                ) : (
                  <>
                    <p className={styles['definition']}>{r.node.definitions[i18n.language] || r.node.definition || t('coding.no_definition')}</p>
                    {r.node.include_when !== '' && <p><strong>{t('coding.include')}</strong> {r.node.include_when}</p>}
                    {r.node.exclude_when !== '' && <p><strong>{t('coding.exclude')}</strong> {r.node.exclude_when}</p>}
                  </>
                )
              }
              none={t('coding.palette.none')}
              take={take}
              {...(taken.length > 0 ? { done: () => { finish(taken) } } : {})}
              onEscape={onClose}
            />
            <p className={styles['hint']}>{t(several ? 'coding.palette.hint' : 'coding.palette.hint.one')}</p>
          </Dialog>
        </Popover>
  )
}
