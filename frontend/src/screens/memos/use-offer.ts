import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CaseNode, CodeNode } from '../../api/types'
import { readablePath } from '../../model/code-path'
import { nameIn } from '../../model/code-tree'
import { fitsWords, fold } from '../../model/fold'
import type { Known } from '../../model/references'
import { useMemos } from '../../state/notes'
import { useCases, useCodes, useDocument, useDocuments } from '../../state/queries'
import { useWorkspace } from '../../state/workspace'
import type { Offered } from './NoteField'

/** How many things are offered at once. */
const most = 8

/** What a memo can refer to by name: what fits the words typed, and all of it as it is called. */
export function useOffer(): { offer(words: string): readonly Offered[]; named: readonly Known[] } {
  const { t, i18n } = useTranslation()
  const documents = useDocuments().data
  const codes = useCodes().data
  const cases = useCases().data
  const memos = useMemos().data
  const all = useMemo((): (Offered & { folded: string })[] => {
    const codeList = (nodes: readonly CodeNode[]): CodeNode[] => nodes.flatMap((n) => [n, ...codeList(n.children)])
    const caseList = (nodes: readonly CaseNode[]): CaseNode[] => nodes.flatMap((n) => [n, ...caseList(n.children)])
    const one = (kind: string, id: string, name: string, what: string, more = '') => ({ token: `[[${kind}:${id}]]`, name, what, folded: fold(`${name} ${more}`) })
    return [
      ...codeList(codes ?? []).map((c) => one('code', c.id, nameIn(c, i18n.language), t('memo.on.code'), readablePath(c.path))),
      ...(documents ?? []).map((d) => one('document', d.id, d.title, t('memo.on.document'))),
      ...caseList(cases ?? []).map((c) => one('case', c.id, nameIn(c, i18n.language), t('memo.on.case'), c.path)),
      ...(memos ?? []).filter((m) => m.title !== '').map((m) => one('memo', m.id, m.title, t('memo.one'))),
    ]
  }, [codes, documents, cases, memos, t, i18n.language])
  const offer = useCallback(
    (words: string) => {
      const wanted = fold(words.trim())
      return all
        .map((o) => ({ o, n: fitsWords(wanted, o.folded) }))
        .filter(({ n }) => n > 0)
        .sort((a, b) => b.n - a.n)
        .slice(0, most)
        .map(({ o }) => o)
    },
    [all],
  )
  const named = useMemo(() => all.map((o): Known => ({ text: o.token, name: o.name.replaceAll('/', '∕'), quote: '', source: '', gone: false })), [all])
  return { offer, named }
}

/** The reference to the words that are selected in the text, or to the one coding that is looked at; "" for none. */
export function useQuoted(): string {
  const selection = useWorkspace((s) => s.selection)
  const focused = useWorkspace((s) => s.focused)
  const hash = useDocument(selection?.document ?? '').data?.hash
  if (selection && hash !== undefined) return `[[passage:${selection.document}:${String(selection.start)}:${String(selection.end)}:${hash}]]`
  return focused.length === 1 ? `[[coding:${focused[0] ?? ''}]]` : ''
}
