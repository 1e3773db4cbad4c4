import { standardKeymap } from '@codemirror/commands'
import { EditorSelection, EditorState, type StateEffect, type StateField, type Extension } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap } from '@codemirror/view'
import type { Piece } from '../model/shape'
import type { Range } from '../model/spans'
import { codingMarks } from './coding-marks'
import { codingPaint } from './coding-paint'
import { finding, setFound } from './find'
import { folded, silence } from './folded'
import { languageMarks } from './language-marks'
import { margin, type MarginEvents } from './margin'
import { styleNonce } from './nonce'
import { change, type Drawn, type Scene, sceneField } from './scene'
import { structureMarks } from './structure-marks'
import './surface.css'
import { look } from './theme'

/** What the surface tells those who show it. Offsets are UTF-16. */
export interface SurfaceEvents extends MarginEvents {
  /** The selection moved: its ends and where the caret is; `byHand` unless the program moved it. */
  select(from: number, to: number, head: number, byHand: boolean): void
  /** Another part came into view: the first offset of it, and the last. */
  scrolled(from: number, to: number): void
  /** The menu of the text was asked for, at a place of the window. */
  textMenu(x: number, y: number): void
  /** The selection was taken by the pointer, to be dragged somewhere. */
  drag(e: PointerEvent): void
}

const byProgram = 'articula.program'

function codingsTip(scene: StateField<Scene>): Extension {
  return hoverTooltip(
    (view, at) => {
      const here = view.state.field(scene).spans.at(at)
      if (here.length === 0) return null
      return {
        pos: at,
        above: true,
        create: () => {
          const dom = document.createElement('ul')
          dom.className = 'a-list'
          for (const c of here) {
            const [li, dot, name, who] = ['li', 'span', 'span', 'span'].map((tag) => document.createElement(tag))
            if (!li || !dot || !name || !who) continue
            dot.className = 'a-dot code-colour'
            dot.style.setProperty('--hue', String(c.hue))
            name.textContent = c.path
            who.className = 'a-who'
            who.textContent = c.coder
            li.append(dot, name, who)
            dom.append(li)
          }
          return { dom }
        },
      }
    },
    { hoverTime: 500, hideOn: (tr) => tr.selection !== undefined },
  )
}

/** A document to read, with everything that is drawn over it. It lives outside React. */
export class Surface {
  readonly view: EditorView
  readonly #scene: StateField<Scene>
  #flashing: ReturnType<typeof setTimeout> | undefined
  #settling: ReturnType<typeof setTimeout> | undefined

  constructor(parent: HTMLElement, text: string, label: string, start: Scene, events: SurfaceEvents) {
    this.#scene = sceneField(start)
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        doc: text,
        extensions: [
          this.#scene,
          folded,
          finding,
          structureMarks(this.#scene),
          codingMarks(this.#scene),
          codingPaint(this.#scene),
          margin(this.#scene, events),
          languageMarks(this.#scene),
          codingsTip(this.#scene),
          EditorView.cspNonce.of(styleNonce()),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          EditorView.perLineTextDirection.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', 'data-keys': 'text', 'data-drop': 'text', tabindex: '0', inputmode: 'none' }),
          keymap.of(standardKeymap),
          EditorView.domEventHandlers({
            beforeinput: (e) => {
              e.preventDefault()
              return true
            },
            // The browser would drag the words as HTML does, which web views do badly.
            dragstart: (e) => {
              e.preventDefault()
              return true
            },
            mousedown: (e, view) => {
              if (e.button !== 0 || e.detail > 1 || e.shiftKey) return false
              const { main } = view.state.selection
              const at = view.posAtCoords({ x: e.clientX, y: e.clientY })
              if (main.empty || at === null || at <= main.from || at >= main.to) return false
              events.drag(e as PointerEvent)
              return true
            },
            // WebKit puts the caret at the beginning when something else than a hand gives
            // the focus back; it belongs where the reader left it.
            focus: (_e, view) => {
              view.focus()
            },
            contextmenu: (e) => {
              e.preventDefault()
              events.textMenu(e.clientX, e.clientY)
              return true
            },
          }),
          EditorView.updateListener.of((u) => {
            if (u.selectionSet) {
              const { from, to, head } = u.state.selection.main
              events.select(from, to, head, !u.transactions.some((t) => t.isUserEvent(byProgram)))
            }
          }),
          look,
        ],
      }),
    })
    this.view.scrollDOM.addEventListener('scroll', () => {
      clearTimeout(this.#settling)
      this.#settling = setTimeout(() => {
        const { from, to } = this.seen()
        events.scrolled(from, to)
      }, 120)
    }, { passive: true })
  }

  get scene(): Scene {
    return this.view.state.field(this.#scene)
  }

  /** Draws something else over the words. */
  show(part: Partial<Scene>) {
    this.view.dispatch({ effects: change.of(part) })
  }

  /** Folds away the turns of these speakers. */
  silence(turns: readonly Piece[], speakers: ReadonlySet<string>) {
    this.view.dispatch({ effects: silence.of({ turns, speakers }) })
  }

  /** Draws what was found; `now` is the place in the list that is looked at. */
  found(ranges: readonly Range[], now: number) {
    this.view.dispatch({ effects: setFound.of({ ranges, now }) })
  }

  get selection(): Range & { head: number } {
    const { from, to, head } = this.view.state.selection.main
    return { from, to, head }
  }

  /** Selects, and brings it into view where it is not. */
  select(from: number, to: number, scroll = true) {
    const n = this.view.state.doc.length
    this.view.dispatch({
      selection: EditorSelection.single(Math.min(from, n), Math.min(to, n)),
      userEvent: byProgram,
      scrollIntoView: scroll,
    })
  }

  /** Brings a place to the middle of what is seen, puts the caret there, and flashes it. */
  jump(from: number, to: number) {
    const n = this.view.state.doc.length
    const [a, b] = [Math.min(from, n), Math.min(Math.max(to, from), n)]
    const effects: StateEffect<unknown>[] = [EditorView.scrollIntoView(EditorSelection.range(a, b), { y: b - a > 1500 ? 'start' : 'center', yMargin: 60 })]
    if (a < b) effects.push(change.of({ flash: { from: a, to: b } }))
    this.view.dispatch({ selection: { anchor: a }, effects, userEvent: byProgram })
    clearTimeout(this.#flashing)
    this.#flashing = setTimeout(() => {
      this.show({ flash: null })
    }, 1500)
  }

  /** Puts an offset at the upper edge. */
  scrollTo(at: number) {
    this.view.dispatch({ effects: EditorView.scrollIntoView(Math.min(at, this.view.state.doc.length), { y: 'start', yMargin: 8 }) })
  }

  /** The offsets at the upper and the lower edge of what is seen. */
  seen(): Range {
    const { scrollDOM, documentTop } = this.view
    const { top, bottom } = scrollDOM.getBoundingClientRect()
    const first = this.view.lineBlockAtHeight(top + 8 - documentTop)
    const last = this.view.lineBlockAtHeight(bottom - documentTop)
    const x = this.view.contentDOM.getBoundingClientRect().left + parseFloat(getComputedStyle(this.view.contentDOM).paddingInlineStart) + 2
    const from = this.view.posAtCoords({ x, y: top + 12 }) ?? first.from
    return { from, to: last.to }
  }

  /** The codings at an offset, in reading order. */
  at(offset: number): Drawn[] {
    return this.scene.spans.at(offset)
  }

  lineOf(offset: number): number {
    return this.view.state.doc.lineAt(Math.min(offset, this.view.state.doc.length)).number
  }

  /** Where an offset is in the window; null while it is out of view. */
  place(offset: number): { left: number; top: number; bottom: number } | null {
    const c = this.view.coordsAtPos(offset)
    const { top, bottom } = this.view.scrollDOM.getBoundingClientRect()
    return c && c.bottom > top && c.top < bottom ? c : null
  }

  /** The offset at a place of the window. */
  offsetAt(x: number, y: number): number | null {
    return this.view.posAtCoords({ x, y })
  }

  focus() {
    this.view.focus()
  }

  destroy() {
    clearTimeout(this.#flashing)
    clearTimeout(this.#settling)
    this.view.destroy()
  }
}
