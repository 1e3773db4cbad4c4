import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Panel } from 'react-resizable-panels'
import { useShallow } from 'zustand/react/shallow'
import type { CodeNode, CodingView, DocumentView, Info } from '../../api/types'
import { Edge, Panes } from '../../components/Panes'
import { Reader } from '../../editor/Reader'
import { noSpans, type Scene } from '../../editor/scene'
import type { Surface } from '../../editor/surface'
import { wordsOf } from '../../model/grow'
import { languageName } from '../../model/languages'
import { codePoint, PositionIndex, utf16 } from '../../model/positions'
import { Shape } from '../../model/shape'
import { useApi } from '../../state/api'
import { useCoding, useRecode } from '../../state/coding'
import { useAsked } from '../../state/excerpts'
import { drawsFirst } from '../../state/first-look'
import { useBeside, useLayout } from '../../state/layout'
import { usePlaces } from '../../state/places'
import { useReading } from '../../state/reading'
import { useWorkspace } from '../../state/workspace'
import { LinkingBar } from '../links/LinkingBar'
import { useLinked } from '../links/use-linked'
import { useLinkKeys } from '../links/use-link-keys'
import { AskedBar } from './AskedBar'
import { CellBar } from '../synthesis/CellBar'
import { CodePalette } from './CodePalette'
import { ActorChoice, CodingChoice, CodingMenu, TextMenu, type MenuPlace } from './CodingMenus'
import { DocumentHeader } from './DocumentHeader'
import { dragWords, useTextDrop } from './drag'
import { FindBar } from './FindBar'
import { Outline } from './Outline'
import { OverlapChoice } from './OverlapChoice'
import styles from './Reading.module.css'
import { SelectionBar } from './SelectionBar'
import { useCodingKeys } from './use-coding-keys'
import { useDrawn } from './use-drawn'
import { useReadingKeys } from './use-reading-keys'
import { Unplaced } from './Unplaced'

interface Props {
  document: DocumentView
  text: string
  codings: readonly CodingView[]
  codes: readonly CodeNode[]
  info: Info | undefined
}

/** What the parts around a document need of it. */
export interface Open {
  document: DocumentView
  text: string
  index: PositionIndex
  shape: Shape
  surface: Surface | null
}

/** Whether there are pages of the file to show beside the text. */
export const hasPages = (document: DocumentView) => document.media_type === 'application/pdf'

// What draws PDFs is large, and loaded when pages are first looked at.
const PagesPane = lazy(async () => ({ default: (await import('./pages/PagesPane')).PagesPane }))

/** The jump that was made last: a pane that is shown again does not jump again. */
let jumped: object | null = null

/** A document that is read: its head, its text with what is drawn over it, and what opens at the text. */
export function OpenDocument({ document, text, codings, codes, info }: Props) {
  const { t, i18n } = useTranslation()
  const api = useApi()
  const { id } = document
  const [surface, setSurface] = useState<Surface | null>(null)
  const [palette, setPalette] = useState(false)
  const [menu, setMenu] = useState<MenuPlace | null>(null)
  const focused = useWorkspace((s) => s.focused)
  const jump = useWorkspace((s) => s.jump)
  const { find, silent, shown } = useReading(useShallow(({ find, silent, shown }) => ({ find, silent, shown })))
  const { outline, pages } = useBeside()
  const withPages = pages && hasPages(document)

  const index = useMemo(() => new PositionIndex(text), [text])
  const shape = useMemo(() => new Shape(index, document.parts), [index, document.parts])
  const { spans, left, others, draw } = useDrawn(index, codings, codes, info, shown)
  const asking = useMemo(() => new Set(document.speakers.filter((s) => s.role === 'interviewer').map((s) => s.name)), [document.speakers])
  const words = useMemo(
    () => ({ margin: t('reading.margin'), more: (n: number) => `+${String(n)}`, page: (label: string) => t('reading.page', { page: label }) }),
    [t],
  )
  const linked = useLinked(id, index)
  const asked = useAsked()
  const judged = useMemo(
    () => asked.filter((a) => a.excerpt.document.id === id).map(({ excerpt: e }) => ({ from: index.toUtf16(codePoint(e.start)), to: index.toUtf16(codePoint(e.end)) })),
    [asked, id, index],
  )
  const languages = useMemo(
    () => document.languages.map((l) => ({ from: index.toUtf16(codePoint(l.start)), to: index.toUtf16(codePoint(l.end)), lang: l.lang, name: languageName(l.lang, i18n.language) })),
    [document.languages, index, i18n.language],
  )
  const focusedSet = useMemo(() => new Set(focused), [focused])
  const scene = useMemo<Scene>(
    () => ({ shape, spans, focused: focusedSet, hovered: '', flash: null, linked, judged, languages, asking, words }),
    [shape, spans, focusedSet, linked, judged, languages, asking, words],
  )
  const open = useMemo<Open>(() => ({ document, text, index, shape, surface }), [document, text, index, shape, surface])

  useEffect(
    () => (surface ? drawsFirst(id, (list, ids) => { surface.show({ spans: draw(list), focused: new Set(ids) }) }) : undefined),
    [surface, id, draw],
  )

  const ready = useRef(false)
  const stand = useCallback(
    (s: Surface) => {
      const { from, to, head } = s.selection
      const chosen = wordsOf(text, from, to)
      const at = (n: number) => index.toCodePoint(utf16(n))
      useWorkspace.getState().select(chosen && { document: id, start: at(chosen.from), end: at(chosen.to) }, at(head))
      useReading.getState().stand(shape.where(head, s.lineOf(head)), s.at(head).map((c) => c.id))
    },
    [id, index, shape, text],
  )

  // What is at the caret changes with the codings, too.
  useEffect(() => {
    if (surface) stand(surface)
  }, [surface, stand, spans])

  // Where the reader was; a jump that waits goes before.
  useEffect(() => {
    if (!surface) return
    ready.current = false
    const wanted = useWorkspace.getState().jump
    const at = usePlaces.getState().places.get(id)
    if ((wanted === jumped || wanted?.document !== id) && at !== undefined && at > 0) {
      const u = index.toUtf16(codePoint(at))
      surface.select(u, u, false)
      surface.scrollTo(u)
    }
    usePlaces.getState().keep(api, id, at ?? 0)
    surface.focus()
    ready.current = true
  }, [surface, id, index, api])

  useEffect(() => {
    if (!surface || !jump || jump === jumped || jump.document !== id) return
    jumped = jump
    const [from, to] = [index.toUtf16(codePoint(jump.start)), index.toUtf16(codePoint(jump.end))]
    if (useReading.getState().silent.includes(shape.turnAt(from)?.speaker ?? '\n')) useReading.getState().set({ silent: [] })
    // A pane that was just opened has no height yet in this frame.
    requestAnimationFrame(() => {
      surface.jump(from, to)
      stand(surface)
    })
  }, [surface, jump, id, index, shape, stand])

  useEffect(() => {
    surface?.silence(shape.turns, new Set(silent))
  }, [surface, shape, silent])

  useEffect(
    () => () => {
      useReading.getState().stand(null, [])
      useReading.getState().set({ silent: [], find: false })
      useCoding.getState().question?.answer(null)
    },
    [],
  )

  // Before the commands of coding: right after one, the keys of facets go before all others.
  const link = useLinkKeys({ id, title: document.title, text, index, codings, writable: info?.read_only === false })
  const look = (coding: string) => {
    useWorkspace.getState().focus([coding])
    useWorkspace.getState().show('here')
  }
  const recode = useRecode()
  const act = useCodingKeys({ open, codings, codes, info, palette, openPalette: () => { setPalette(true) }, stand, openMenu: setMenu })
  useReadingKeys(open)
  useTextDrop(open, act.codeAt)

  const group = useRef<HTMLDivElement>(null)
  const { layout, arrange } = useLayout.getState()
  /** Remembers the widths that the borders beside the text were dragged to. */
  const dragged = (shares: Record<string, number>, { isUserInteraction }: { isUserInteraction: boolean }) => {
    if (!isUserInteraction) return
    const wide = group.current?.querySelector('[data-panel][id="outline"]')?.getBoundingClientRect().width
    arrange(api, {
      ...(wide !== undefined && { outline: Math.round(wide) }),
      ...(shares['pages'] !== undefined && { pages: Math.round(shares['pages']) }),
    })
  }

  return (
    <div className={styles['document']}>
      <DocumentHeader open={open} info={info} left={left} others={others} />
      <Unplaced document={open.document.id} codes={codes} />
      <AskedBar document={id} />
      <LinkingBar />
      <CellBar codings={codings} writable={info?.read_only === false} />
      {find && <FindBar open={open} />}
      <div className={styles['body']}>
        <Panes orientation="horizontal" className={styles['halves'] ?? ''} elementRef={group} onLayoutChanged={dragged}>
          {outline && (
            <>
              <Panel id="outline" defaultSize={layout.outline} minSize={140} groupResizeBehavior="preserve-pixel-size">
                <Outline open={open} />
              </Panel>
              <Edge />
            </>
          )}
          {withPages && (
            <>
              <Panel id="pages" defaultSize={`${String(layout.pages)}%`} minSize={220}>
                <Suspense fallback={<p className={styles['loading']} aria-busy>{t('reading.loading')}</p>}>
                  <PagesPane open={open} spans={spans} act={act} onMenu={(x, y) => { setMenu({ kind: 'text', x, y }) }} />
                </Suspense>
              </Panel>
              <Edge />
            </>
          )}
          <Panel id="text" minSize={260}>
            <div className={styles['surface']}>
                <Reader
                  text={text}
                  label={document.title}
                  scene={surface ? scene : { ...scene, spans: noSpans }}
                  surface={surface}
                  onSurface={setSurface}
                  events={{
                    select: (_from, _to, _head, byHand) => {
                      if (!surface) return
                      stand(surface)
                      if (byHand && ready.current) {
                        if (useWorkspace.getState().focused.length > 0) useWorkspace.getState().focus([])
                        useCoding.getState().made([], useCoding.getState().last)
                      }
                    },
                    scrolled: (from) => {
                      usePlaces.getState().keep(api, id, index.toCodePoint(utf16(from)))
                    },
                    textMenu: (x, y) => {
                      setMenu({ kind: 'text', x, y })
                    },
                    drag: (e) => {
                      if (!surface) return
                      dragWords(e, surface, act.codeSelection, () => {
                        const at = surface.offsetAt(e.clientX, e.clientY)
                        if (at !== null) surface.select(at, at, false)
                        surface.focus()
                      })
                    },
                    press: (coding, more) => {
                      const now = useWorkspace.getState()
                      now.focus(more ? [...now.focused.filter((c) => c !== coding), coding] : [coding])
                      now.show('here')
                    },
                    several: (list, x, y) => {
                setMenu({ kind: 'choice', codings: list, x, y, then: look })
              },
              menu: (coding, x, y) => {
                      useWorkspace.getState().focus([coding])
                      setMenu({ kind: 'coding', coding, x, y })
                    },
                    resize: act.resize,
                  }}
                />
                {surface && <SelectionBar open={open} codes={codes} codings={codings} act={act} link={link} hidden={palette || menu !== null} />}
                {palette && surface && (
                  <CodePalette
                    at={surface.place(surface.selection.to) ?? undefined}
                    label={t('coding.palette')}
                    codes={codes}
                    several
                    onTake={(list, made) => {
                      void act.codeSelection(list, made)
                    }}
                    onClose={() => {
                      setPalette(false)
                      surface.focus()
                    }}
                  />
                )}
                <OverlapChoice open={open} />
              </div>
          </Panel>
        </Panes>
      </div>
      {menu?.kind === 'text' && <TextMenu at={menu} act={act} link={link} codes={codes} onClose={() => { setMenu(null); surface?.focus() }} />}
      {menu?.kind === 'choice' && <CodingChoice at={menu} codings={codings} info={info} onClose={() => { setMenu(null); surface?.focus() }} />}
      {menu?.kind === 'actors' && <ActorChoice at={menu} codings={codings} onClose={() => { setMenu(null); surface?.focus() }} />}
      {menu?.kind === 'coding' && <CodingMenu at={menu} codings={codings} info={info} act={act} link={link} onClose={() => { setMenu(null); surface?.focus() }} />}
      {menu?.kind === 'recode' && (
        <CodePalette
          at={{ left: menu.x, top: menu.y, bottom: menu.y }}
          label={t('here.recode')}
          codes={codes}
          onTake={([code], [made] = []) => void recode(menu.coding, code, made)}
          onClose={() => { setMenu(null); surface?.focus() }}
        />
      )}
    </div>
  )
}
