import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodeNode, CodingView, Info } from '../../api/types'
import type { Surface } from '../../editor/surface'
import { locate } from '../../model/code-tree'
import { grown, shrunk, type Unit, wordsOf } from '../../model/grow'
import { snapToGraphemes } from '../../model/graphemes'
import { utf16 } from '../../model/positions'
import { inReadingOrder } from '../../model/spans'
import { useCodeNames, useFacetsNamed } from '../../state/code-names'
import { useApi } from '../../state/api'
import { allHave, type NewCode, useCodePassage, useCoding, useRecentCodes } from '../../state/coding'
import { type Command, useCommands } from '../../state/commands'
import { useAttempt } from '../../state/use-attempt'
import { useWorkspace } from '../../state/workspace'
import type { MenuPlace } from './CodingMenus'
import type { Open } from './OpenDocument'

interface Props {
  open: Open
  codings: readonly CodingView[]
  codes: readonly CodeNode[]
  info: Info | undefined
  palette: boolean
  openPalette(): void
  openMenu(menu: MenuPlace): void
  /** Tells the stores where the caret is. */
  stand(surface: Surface): void
}

/** What can be done to codings at the text. */
export interface Acts {
  codeSelection(codes: readonly string[], made?: readonly NewCode[]): Promise<CodingView[] | undefined>
  /** Codes the selection if the offset lies in it, else the sentence there. */
  codeAt(offset: number, codes: readonly string[]): Promise<CodingView[] | undefined>
  inVivo(): void
  uncode(codings: readonly string[]): void
  resize(coding: string, from: number, to: number, pulled: 'start' | 'end'): void
  memo(coding: string): void
  memoOfSelection(): void
  grow(unit: Unit): void
  openPalette(): void
  /** Opens the actors that the coding just made can be given in a facet. */
  openActors(facet: string): void
  /** Opens the codes that a coding can be given instead, at a place of the window. */
  openRecode(coding: string, at: { x: number; y: number }): void
  /** Has the arrow keys move the ends of a coding. */
  openBorders(coding: string): void
  /** Gives codings a value of a facet, or takes it away where all have it. */
  setFacetOf(codings: readonly string[], facet: string, value: string, name: string): void
  /** Gives the coding just made a value of a facet, or takes it away again. */
  setFacet(facet: string, value: string, name: string): void
}

const units: readonly { unit: Unit; key: string }[] = [
  { unit: 'sentence', key: 'S' },
  { unit: 'paragraph', key: 'P' },
  { unit: 'turn', key: 'T' },
]

/**
 * The ends that a coding was asked to have last, until they are drawn: keys can be faster
 * than the program, and a step begins where the one before it ends.
 */
const asked = { id: '', from: 0, to: 0, waiting: 0 }

/** The commands of coding, with their keys. */
export function useCodingKeys({ open, codings, codes, info, openPalette, openMenu, stand }: Props): Acts {
  const { t } = useTranslation()
  const api = useApi()
  const attempt = useAttempt()
  const codePassage = useCodePassage()
  const facets = useFacetsNamed()
  const { document, text, index, shape, surface } = open
  const fresh = useCoding((s) => s.fresh)
  const last = useCoding((s) => s.last)
  const moving = useCoding((s) => s.border)
  const recent = useRecentCodes(codes)
  const focused = useWorkspace((s) => s.focused)
  const selection = useWorkspace((s) => s.selection)
  const writable = info?.read_only === false
  const me = info?.coder.id
  const own = useMemo(() => new Set(codings.filter((c) => c.coder === me).map((c) => c.id)), [codings, me])
  const called = useCodeNames()
  const nameOf = (code: string) => called({ id: code, name: '' }).name
  const passage = (from: number, to: number) => ({ document: document.id, start: index.toCodePoint(utf16(from)), end: index.toCodePoint(utf16(to)) })

  /** The codings that a key means: those that are looked at, or else those at the caret. */
  const meant = (): string[] => {
    const now = useWorkspace.getState().focused.filter((c) => codings.some((o) => o.id === c))
    if (now.length > 0 || !surface) return [...now]
    return surface.at(surface.selection.head).map((c) => c.id)
  }

  const codeSelection: Acts['codeSelection'] = async (list, made) => {
    const chosen = useWorkspace.getState().selection
    if (chosen) return codePassage(chosen, list, made)
    useCoding.getState().say(t('coding.select_first'))
    return undefined
  }

  const codeAt: Acts['codeAt'] = async (offset, list) => {
    if (!surface) return undefined
    const { from, to } = surface.selection
    if (from < to && offset >= from && offset <= to) return codeSelection(list)
    const s = grown(shape, text, offset, offset, 'sentence', document.lang)
    return s ? codePassage(passage(s.from, s.to), list) : undefined
  }

  const uncode = (ids: readonly string[]) =>
    void attempt(async () => {
      const names = [...new Set(codings.filter((c) => ids.includes(c.id)).map((c) => nameOf(c.code)))].join(', ')
      await api.codings.remove([...ids])
      useWorkspace.getState().focus([])
      useCoding.getState().made([], last)
      useCoding.getState().say(t('coding.uncoded', { codes: names, count: ids.length }))
    })

  /** Gives a coding other ends, and says so in the words of `said`. */
  const give = (coding: string, from: number, to: number, said: (done: CodingView) => string) => {
    Object.assign(asked, { id: coding, from, to, waiting: asked.waiting + 1 })
    void attempt(async () => {
      const { start, end } = passage(from, to)
      const done = await api.codings.resize(coding, start, end)
      const words = said(done)
      useCoding.getState().say(done.unverified ? t('coding.resized.unverified', { said: words, count: done.unverified }) : words)
      return true
    }).then((done) => {
      asked.waiting--
      if (done !== true) asked.id = ''
    })
  }
  // The end that was not pulled is where it was put last, though that may not be drawn yet.
  const resize: Acts['resize'] = (coding, from, to, pulled) => {
    const now = asked.id === coding ? asked : { from, to }
    const w = wordsOf(text, pulled === 'start' ? from : now.from, pulled === 'end' ? to : now.to)
    if (w) {
      give(coding, w.from, w.to, () => {
        useWorkspace.getState().focus([coding])
        return t('coding.resized')
      })
    }
  }

  const inVivo = () =>
    void attempt(async () => {
      const chosen = useWorkspace.getState().selection
      if (!chosen) {
        useCoding.getState().say(t('coding.select_first'))
        return
      }
      // Beside the code that is selected in the tree, if one is.
      const parent = locate(codes, useWorkspace.getState().codes[0] ?? '')?.parent?.id ?? ''
      const made = await api.codings.inVivo({ document: document.id, span: { start: chosen.start, end: chosen.end }, parent, round: '' })
      useWorkspace.getState().used([made.code.id])
      useWorkspace.getState().focus([made.coding.id])
      useCoding.getState().made([made.coding.id], [made.code.id])
      useCoding.getState().say(t('coding.coded', { codes: made.code.name }))
    })

  const memo = (coding: string) => {
    const c = codings.find((o) => o.id === coding)
    if (!c) return
    const quote = c.quote.length > 60 ? `${c.quote.slice(0, 60)}…` : c.quote
    useWorkspace.getState().memos({ on: 'coding', id: coding, name: `${nameOf(c.code)}: “${quote}”` })
  }
  const memoOfSelection = () => {
    const [first] = meant()
    if (first === undefined) useWorkspace.getState().memos({ on: 'document', id: document.id, name: document.title })
    else memo(first)
  }

  const select = (r: { from: number; to: number } | null) => {
    if (!surface || !r) return
    surface.select(r.from, r.to)
    stand(surface)
  }
  const grow = (unit: Unit) => {
    if (surface) select(grown(shape, text, surface.selection.from, surface.selection.to, unit, document.lang))
  }

  /** The next (or last) coded passage after the caret; codings that begin together come one after the other. */
  const walk = (step: 1 | -1) => {
    if (!surface) return
    const { all } = surface.scene.spans
    if (all.length === 0) return
    const now = useWorkspace.getState().focused.at(-1)
    const at = all.findIndex((c) => c.id === now)
    const { head } = surface.selection
    const next = at >= 0 ? at + step : step > 0 ? all.findIndex((c) => c.from >= head) : all.findLastIndex((c) => c.from < head)
    const to = all[(next + all.length) % all.length]
    if (!to) return
    surface.select(to.from, to.from)
    stand(surface)
    useWorkspace.getState().focus([to.id])
    useCoding.getState().say(`${to.path}: ${text.slice(to.from, Math.min(to.to, to.from + 120))}`)
  }

  /** The next passage between codings. */
  const walkBare = (step: 1 | -1) => {
    if (!surface) return
    const bare: { from: number; to: number }[] = []
    let end = 0
    for (const c of [...surface.scene.spans.all].sort(inReadingOrder)) {
      if (c.from > end) bare.push({ from: end, to: c.from })
      end = Math.max(end, c.to)
    }
    bare.push({ from: end, to: text.length })
    const words = bare.flatMap((b) => wordsOf(text, b.from, b.to) ?? [])
    const { from, to } = surface.selection
    select((step > 0 ? words.find((w) => w.from >= Math.max(to, from + 1)) : words.findLast((w) => w.to <= from)) ?? null)
  }

  useEffect(() => {
    if (asked.waiting === 0) asked.id = ''
  }, [codings])

  /** Moves an end of the one coding that is looked at. */
  const border = (end: 'start' | 'end', step: 1 | -1, word: boolean) => {
    const [id] = useWorkspace.getState().focused
    const c = surface?.scene.spans.all.find((o) => o.id === id)
    if (!c || !own.has(c.id)) return
    const moved = (at: number) => {
      const segmenter = new Intl.Segmenter(document.lang || undefined, { granularity: word ? 'word' : 'grapheme' })
      const around = text.slice(Math.max(0, at - 200), at + 200)
      const base = Math.max(0, at - 200)
      const edges = [...segmenter.segment(around)].filter((s) => !word || s.isWordLike).map((s) => base + s.index + (end === 'end' ? s.segment.length : 0))
      return (step > 0 ? edges.find((e) => e > at) : edges.findLast((e) => e < at)) ?? at
    }
    const now = asked.id === c.id ? asked : c
    const from = end === 'start' ? moved(now.from) : now.from
    const to = end === 'end' ? moved(now.to) : now.to
    if (from >= to) return
    const snapped = snapToGraphemes(text, utf16(from), utf16(to))
    give(c.id, snapped.from, snapped.to, ({ quote }) => t('coding.resized.to', { quote: quote.length > 80 ? `…${quote.slice(-80)}` : quote }))
  }

  const setFacetOf: Acts['setFacetOf'] = (ids, facet, value, name) => {
    if (ids.length === 0) return
    void attempt(async () => {
      const has = allHave(codings, ids, value)
      await api.codings.setFacet([...ids], facet, value, !has)
      useCoding.getState().say(t(has ? 'coding.facet.off' : 'coding.facet.on', { value: name }))
    })
  }

  const setFacet = (facet: string, value: string, name: string) => {
    setFacetOf(fresh.length > 0 ? fresh : focused.filter((c) => own.has(c)), facet, value, name)
  }
  const openRecode: Acts['openRecode'] = (coding, { x, y }) => {
    openMenu({ kind: 'recode', coding, x, y })
  }
  const openBorders = (coding: string) => {
    useWorkspace.getState().focus([coding])
    useCoding.getState().move(coding)
    useCoding.getState().say(t('coding.border.help'))
  }

  const openActors = (facet: string) => {
    const at = surface?.place(surface.selection.head)
    openMenu({ kind: 'actors', facet, codings: fresh, x: at?.left ?? 200, y: at?.bottom ?? 200, then: (value, name) => { setFacet(facet, value, name) } })
  }

  const several = (ids: readonly string[], then: (id: string) => void) => {
    const [first] = ids
    if (ids.length === 1 && first !== undefined) then(first)
    else if (ids.length > 1 && surface) {
      const at = surface.place(surface.selection.head)
      openMenu({ kind: 'choice', codings: ids, x: at?.left ?? 200, y: at?.bottom ?? 200, then })
    }
  }

  const hasSelection = selection !== null
  const one = moving !== '' && focused.length === 1 && focused[0] === moving && own.has(moving)
  const text_ = 'text' as const
  const commands: Command[] = [
    { id: 'coding.palette', group: 'coding', title: t('coding.palette'), keys: ['Enter', 'C'], where: text_, possible: writable, run: () => { if (useWorkspace.getState().selection) openPalette(); else { grow('sentence'); openPalette() } } },
    ...Array.from({ length: 9 }, (_, i): Command => ({
      id: `coding.recent.${String(i + 1)}`, group: 'coding', keysOnly: i > 0, where: text_, keys: [String(i + 1)],
      title: recent[i] === undefined ? t('coding.recent', { n: i + 1 }) : t('coding.recent.code', { code: nameOf(recent[i]) }),
      possible: writable && recent[i] !== undefined,
      run: () => { const code = recent[i]; if (code !== undefined) void codeSelection([code]) },
    })),
    { id: 'coding.again', group: 'coding', title: t('coding.again'), keys: ['.'], where: text_, possible: writable && last.length > 0, run: () => void codeSelection(last) },
    { id: 'coding.vivo', group: 'coding', title: t('coding.vivo'), keys: ['V'], where: text_, possible: writable && hasSelection, run: inVivo },
    { id: 'coding.uncode', group: 'coding', title: t('coding.uncode'), keys: ['Backspace', 'Delete'], where: text_, possible: writable, run: () => { several(meant().filter((c) => own.has(c)), (id) => { uncode([id]) }) } },
    { id: 'coding.pick', group: 'coding', title: t('coding.pick'), keys: ['Space'], where: text_, run: () => { several(meant(), (id) => { useWorkspace.getState().focus([id]); useWorkspace.getState().show('here') }) } },
    { id: 'coding.memo', group: 'coding', title: t('coding.memo'), keys: ['M'], where: text_, run: memoOfSelection },
    { id: 'coding.next', group: 'coding', title: t('coding.next'), keys: ['J'], where: text_, run: () => { walk(1) } },
    { id: 'coding.previous', group: 'coding', title: t('coding.previous'), keys: ['K'], where: text_, run: () => { walk(-1) } },
    { id: 'coding.next_bare', group: 'coding', title: t('coding.next_bare'), keys: ['Shift+J'], where: text_, run: () => { walkBare(1) } },
    { id: 'coding.previous_bare', group: 'coding', title: t('coding.previous_bare'), keys: ['Shift+K'], where: text_, run: () => { walkBare(-1) } },
    ...units.flatMap(({ unit, key }): Command[] => [
      { id: `reading.grow.${unit}`, group: 'reading', title: t(`reading.grow.${unit}`), keys: [key], where: text_, run: () => { grow(unit) } },
      { id: `reading.shrink.${unit}`, group: 'reading', title: t(`reading.shrink.${unit}`), keys: [`Shift+${key}`], where: text_, keysOnly: true, run: () => { if (surface) select(shrunk(shape, text, surface.selection.from, surface.selection.to, unit, document.lang)) } },
    ]),
    { id: 'coding.border', group: 'coding', title: t('coding.border'), keys: ['B'], where: text_, possible: writable, run: () => { several(meant().filter((c) => own.has(c)), openBorders) } },
    { id: 'coding.recode', group: 'coding', title: t('here.recode'), keys: ['R'], where: text_, possible: writable, run: () => { several(meant().filter((c) => own.has(c)), (id) => { const at = surface?.place(surface.selection.head); openRecode(id, { x: at?.left ?? 300, y: at?.bottom ?? 200 }) }) } },
    ...([['Shift+Right', 'end', 1, false, 'end-letter-on'], ['Shift+Left', 'end', -1, false, 'end-letter-back'], ['Ctrl+Shift+Right', 'end', 1, true, 'end-word-on'], ['Ctrl+Shift+Left', 'end', -1, true, 'end-word-back'],
      ['Alt+Shift+Right', 'start', 1, false, 'start-letter-on'], ['Alt+Shift+Left', 'start', -1, false, 'start-letter-back']] as const).map(([key, end, step, word, name]): Command => ({
      id: `coding.border.${key}`, group: 'coding', keysOnly: true, where: text_, keys: [key], possible: writable && one,
      title: t(`coding.border.${name}`),
      run: () => { border(end, step, word) },
    })),
    { id: 'coding.leave', group: 'coding', title: t('coding.leave'), keys: ['Escape'], where: text_, keysOnly: true, possible: focused.length > 0 || fresh.length > 0 || hasSelection, run: () => {
      useCoding.getState().made([], last)
      useWorkspace.getState().focus([])
      if (surface) { surface.select(surface.selection.head, surface.selection.head, false); stand(surface) }
    } },
    // Right after coding these keys say more about what was coded; they go before the others.
    ...facets.flatMap((f) => f.values.filter((v) => v.shortcut !== '').map((v): Command => ({
      id: `coding.facet.${v.id}`, group: 'coding', keysOnly: true, where: text_, keys: [v.shortcut.toUpperCase()], possible: writable && fresh.length > 0,
      title: `${f.name}: ${v.name}`,
      run: () => { setFacet(f.id, v.id, v.name) },
    }))),
    ...facets.filter((f) => f.key !== '').map(({ id, key, name }): Command => ({
      id: `coding.facet.${id}`, group: 'coding', keysOnly: true, where: text_, keys: [key], possible: writable && fresh.length > 0,
      title: name,
      run: () => { openActors(id) },
    })),
  ]
  useCommands(commands)
  return { codeSelection, codeAt, inVivo, uncode, resize, memo, memoOfSelection, grow, openPalette, openActors, openRecode, openBorders, setFacetOf, setFacet }
}
