import type { StateField } from '@codemirror/state'
import { type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { type Given, lanesByHeight } from '../model/lanes'
import { nameHeight, namesBeside } from '../model/margin-names'
import { Bar, Bars } from './bars'
import { change, type Drawn, type Scene } from './scene'

/** What the margin tells the surroundings. */
export interface MarginEvents {
  /** A stripe was pressed; with `more` it is added to those that are looked at. */
  press(coding: string, more: boolean): void
  /** Stripes too thin to be told apart by a hand were pressed: all that lie there, in reading order. */
  several(codings: readonly string[], x: number, y: number): void
  /** The menu of a coding was asked for, at a place of the window. */
  menu(coding: string, x: number, y: number): void
  /** An end of a coding was pulled: UTF-16 offsets as they are drawn, and which of them is another. */
  resize(coding: string, from: number, to: number, pulled: 'start' | 'end'): void
}

/** Distances in pixels. A stripe can be hit in the whole of its lane. */
const widest = 24
const narrowest = 9
const least = 24
/** How wide the name under the hand may be, in the size of its letters. */
const widestName = 24

interface Stripe {
  coding: Drawn
  lane: number
  top: number
  height: number
}

interface Plan {
  left: number
  width: number
  height: number
  pitch: number
  stripes: Stripe[]
  labels: { coding: Drawn; top: number; left: number }[]
  /** The name of the stripe under the hand, if it is not seen where it belongs. */
  told: { coding: Drawn; top: number; left: number } | null
  more: { count: number; top: number; codings: Drawn[] }[]
}

class Margin {
  readonly #view: EditorView
  readonly #scene: StateField<Scene>
  readonly #events: MarginEvents
  readonly #layer = document.createElement('div')
  readonly #stripes = new Bars(() => this.#bar('a-stripe'))
  readonly #names = new Bars(() => this.#bar('a-name'))
  readonly #handles: [HTMLDivElement, HTMLDivElement]
  /** The lanes of what was in view last, of lines of this width. */
  #lanes: { width: number; given: ReadonlyMap<string, Given> } = { width: 0, given: new Map() }
  #pulled: { coding: Drawn; end: 0 | 1; from: number; to: number } | null = null
  readonly #measure = document.createElement('canvas').getContext('2d')
  #wide = new Map<string, number>()

  constructor(view: EditorView, scene: StateField<Scene>, events: MarginEvents) {
    this.#view = view
    this.#scene = scene
    this.#events = events
    this.#layer.className = 'a-margin'
    this.#layer.setAttribute('role', 'group')
    this.#handles = [this.#handle(0), this.#handle(1)]
    this.#layer.append(...this.#handles, this.#stripes.dom, this.#names.dom)
    this.#layer.addEventListener('pointerleave', () => { this.#hover('') })
    view.scrollDOM.append(this.#layer)
    this.#ask()
  }

  update(u: ViewUpdate) {
    const [was, is] = [u.startState.field(this.#scene), u.state.field(this.#scene)]
    if (u.geometryChanged) this.#wide.clear()
    if (u.viewportChanged || u.geometryChanged || was !== is) this.#ask()
  }

  destroy() {
    this.#layer.remove()
  }

  #ask() {
    this.#view.requestMeasure({ key: this, read: () => this.#plan(), write: (plan) => { this.#draw(plan) } })
  }

  /** Reads where everything goes; writes nothing. */
  #plan(): Plan {
    const view = this.#view
    const scene = view.state.field(this.#scene)
    const scroller = view.scrollDOM.getBoundingClientRect()
    const content = view.contentDOM.getBoundingClientRect()
    const padding = parseFloat(getComputedStyle(view.contentDOM).paddingInlineEnd)
    const offset = view.scrollDOM.scrollTop - scroller.top
    const gap = 12
    const left = content.right - padding - scroller.left + gap
    const width = Math.max(0, padding - gap - 6)
    const { from, to } = view.viewport
    const known = new Map<number, { top: number; bottom: number }>()
    // Many begin and end at one place: each is measured once.
    const y = (at: number, side: 1 | -1) => {
      const key = at * 2 + (side > 0 ? 1 : 0)
      let place = known.get(key)
      if (!place) known.set(key, (place = measured(at, side)))
      return place
    }
    const measured = (at: number, side: 1 | -1) => {
      if (at >= from && at <= to) {
        const c = view.coordsAtPos(at, side)
        if (c) return { top: c.top + offset, bottom: c.bottom + offset }
      }
      const block = view.lineBlockAt(Math.min(Math.max(at, 0), view.state.doc.length))
      const base = view.documentTop + offset
      return { top: base + block.top, bottom: base + block.bottom }
    }
    const places = scene.spans.places(from, to)
    const standing = places.flatMap((i) => {
      const coding = scene.spans.all[i]
      if (!coding) return []
      const pulled = this.#pulled?.coding.id === coding.id ? this.#pulled : null
      const top = y(pulled?.end === 0 ? pulled.from : coding.from, 1).top
      const bottom = Math.max(y(pulled?.end === 1 ? pulled.to : coding.to, -1).bottom, top + 10)
      return { id: coding.id, coding, lane: scene.spans.lanes[i] ?? 0, top, bottom }
    })
    const broken = content.width - padding
    const given = lanesByHeight(standing, this.#lanes.width === broken ? this.#lanes.given : undefined)
    this.#lanes = { width: broken, given }
    const laneOf = (id: string) => given.get(id)?.lane ?? 0
    const inLanes = Math.max(0, ...standing.map((s) => laneOf(s.id) + 1))
    // Names need room beside the stripes; where there is much, stripes give way to each other first.
    const forStripes = Math.max(narrowest, Math.min(width * (inLanes > 9 ? 0.7 : 0.42), width - 40))
    const pitch = Math.min(widest, Math.max(narrowest, forStripes / Math.max(inLanes, 1)))
    const fit = Math.max(1, Math.floor(forStripes / pitch))
    const stripes: Stripe[] = []
    const hidden: { coding: Drawn; top: number }[] = []
    for (const { coding, top, bottom } of standing) {
      const lane = laneOf(coding.id)
      if (lane >= fit) hidden.push({ coding, top })
      else stripes.push({ coding, lane, top, height: bottom - top })
    }
    const byId = new Map(stripes.map((s) => [s.coding.id, s.coding]))
    const labels = namesBeside(stripes.map((s) => ({ ...s, id: s.coding.id })), pitch, width).flatMap(({ id, top, left }) => {
      const coding = byId.get(id)
      return coding ? [{ coding, top, left }] : []
    })
    const more: Plan['more'] = []
    const hand = stripes.find((s) => s.coding.id === scene.hovered)
    const [above, below] = [view.scrollDOM.scrollTop, view.scrollDOM.scrollTop + scroller.height - nameHeight]
    const seen = hand && labels.some((l) => l.coding === hand.coding && l.top >= above && l.top <= below)
    const told = hand && !seen ? { coding: hand.coding, top: Math.min(Math.max(hand.top, above + 4), hand.top + hand.height), left: (hand.lane + 1) * pitch } : null
    for (const { coding, top } of hidden) {
      const last = more.at(-1)
      if (last && top - last.top < least) {
        last.count++
        last.codings.push(coding)
      } else more.push({ count: 1, top, codings: [coding] })
    }
    return { left, width, height: view.contentHeight, pitch, stripes, labels, told, more }
  }

  #draw({ left, width, pitch, stripes, labels, told, more }: Plan) {
    const scene = this.#view.state.field(this.#scene)
    const layer = this.#layer
    layer.style.insetInlineStart = `${String(left)}px`
    layer.style.width = `${String(width)}px`
    layer.setAttribute('aria-label', scene.words.margin)
    layer.classList.toggle('a-someone', scene.focused.size > 0)
    const px = (n: number) => `${String(n)}px`
    const on = ({ id }: Drawn) => scene.focused.has(id) || scene.hovered === id
    const bars = this.#stripes.lay(stripes.map((s) => s.coding.id))
    stripes.forEach((s, i) => {
      bars[i]?.dress(s.coding, on(s.coding))
      bars[i]?.place({ 'inset-inline-start': px(s.lane * pitch), width: px(pitch), top: px(s.top), height: px(s.height) })
    })
    const names: { coding: Drawn; top: number; left: number; text: string; rest: readonly Drawn[] }[] = [
      ...labels.filter((l) => l.coding !== told?.coding).map((l) => ({ ...l, text: l.coding.name, rest: [] })),
      ...(told ? [{ ...told, text: told.coding.name, rest: [] }] : []),
      ...more.flatMap((m) => {
        const first = m.codings[0]
        return first ? [{ coding: first, top: m.top, left: Math.max(0, width - 46), text: scene.words.more(m.count), rest: m.codings }] : []
      }),
    ]
    const named = this.#names.lay(names.map((l) => (l.rest.length > 0 ? `more ${l.coding.id}` : l.coding.id)))
    names.forEach((l, i) => {
      const bar = named[i]
      if (!bar) return
      bar.dress(l.coding, on(l.coding))
      bar.name(l.text, l.rest)
      bar.dom.classList.toggle('a-told', l.coding === told?.coding && l.rest.length === 0)
      // The whole of a name is seen under the hand, over the words where it must; one that is
      // merely looked at would lie on words that a hand wants to select.
      const left = scene.hovered === l.coding.id && l.rest.length === 0 ? Math.min(l.left, width - this.#nameWidth(l.text)) : l.left
      bar.place({ 'inset-inline-start': px(left), top: px(l.top), 'max-width': px(Math.max(0, width - left)) })
    })
    // The ends of the one coding that is looked at can be pulled.
    const focused = [...scene.focused]
    const held = focused.length === 1 ? stripes.find((s) => s.coding.id === focused[0] && s.coding.own) : undefined
    this.#handles.forEach((h, end) => {
      h.hidden = held === undefined
      if (!held) return
      h.style.insetInlineStart = `${String(held.lane * pitch)}px`
      h.style.width = `${String(Math.max(pitch, 12))}px`
      h.style.top = `${String(held.top + (end === 0 ? -6 : held.height - 6))}px`
    })
  }

  /** How wide a name is written, in pixels, with its dot and what is left free around it. */
  #nameWidth(name: string): number {
    const known = this.#wide.get(name)
    if (known !== undefined) return known
    const letters = 0.75 * parseFloat(getComputedStyle(document.documentElement).fontSize)
    if (this.#measure) this.#measure.font = `${String(letters)}px ${getComputedStyle(this.#layer).fontFamily}`
    const wide = Math.min((this.#measure?.measureText(name).width ?? 0) + 2 * letters, widestName * letters)
    this.#wide.set(name, wide)
    return wide
  }

  #hover(id: string) {
    if (this.#view.state.field(this.#scene).hovered !== id) this.#view.dispatch({ effects: change.of({ hovered: id }) })
  }

  #bar(name: string): Bar {
    const bar = new Bar(`${name} code-colour`)
    const { dom } = bar
    // Not on entering: text that is scrolled below a resting hand would light up all that passes.
    dom.addEventListener('pointermove', () => { this.#hover(bar.coding?.id ?? '') })
    dom.addEventListener('pointerleave', (e) => {
      // A name that is seen whole may come to lie over its own stripe: the hand is still there.
      const to = e.relatedTarget instanceof Element ? e.relatedTarget.closest<HTMLElement>('[data-coding]') : null
      if (!bar.coding || to?.dataset['coding'] !== bar.coding.id) this.#hover('')
    })
    // The text keeps the focus and its selection.
    dom.addEventListener('mousedown', (e) => { e.preventDefault() })
    dom.addEventListener('click', (e) => {
      if (!bar.coding) return
      if (bar.rest.length > 0) {
        this.#events.several(bar.rest.map((c) => c.id), e.clientX, e.clientY)
        return
      }
      const near = bar.dom.classList.contains('a-stripe') ? this.#near(e.clientX, e.clientY) : []
      if (near.length > 1) this.#events.several(near, e.clientX, e.clientY)
      else this.#events.press(bar.coding.id, e.shiftKey || e.ctrlKey || e.metaKey)
    })
    dom.addEventListener('contextmenu', (e) => {
      e.preventDefault()
      e.stopPropagation()
      if (bar.coding) this.#events.menu(bar.coding.id, e.clientX, e.clientY)
    })
    return bar
  }

  /** The codings whose stripes lie within the reach of a hand at a place of the window (WCAG 2.5.8). */
  #near(x: number, y: number): string[] {
    return [...this.#stripes]
      .flatMap(({ dom, coding }) => {
        if (!coding) return []
        const box = dom.getBoundingClientRect()
        if (box.width >= widest) return []
        const bar = box.left + 4.5
        return y >= box.top - 1 && y <= box.bottom + 1 && Math.abs(bar - x) <= widest / 2 ? [coding] : []
      })
      .sort((a, b) => a.from - b.from || b.to - a.to)
      .map((c) => c.id)
  }

  #handle(end: 0 | 1): HTMLDivElement {
    const dom = document.createElement('div')
    dom.className = 'a-handle'
    dom.hidden = true
    const drop = (keep: boolean) => {
      const pulled = this.#pulled
      this.#pulled = null
      if (pulled && keep && (pulled.from !== pulled.coding.from || pulled.to !== pulled.coding.to)) {
        this.#events.resize(pulled.coding.id, pulled.from, pulled.to, end === 0 ? 'start' : 'end')
      }
      this.#ask()
    }
    dom.addEventListener('pointerdown', (e) => {
      const scene = this.#view.state.field(this.#scene)
      const coding = scene.spans.all.find((c) => scene.focused.has(c.id))
      if (!coding || e.button !== 0) return
      e.preventDefault()
      dom.setPointerCapture(e.pointerId)
      this.#pulled = { coding, end, from: coding.from, to: coding.to }
    })
    dom.addEventListener('pointermove', (e) => {
      if (!this.#pulled) return
      // While the hand is in the margin, it means the whole of the line beside it.
      const text = this.#view.contentDOM.getBoundingClientRect()
      const { paddingLeft, paddingRight } = getComputedStyle(this.#view.contentDOM)
      const [left, right] = [text.left + parseFloat(paddingLeft) + 2, text.right - parseFloat(paddingRight) - 2]
      const x = e.clientX > left && e.clientX < right ? e.clientX : end === 0 ? left : right
      const at = this.#view.posAtCoords({ x, y: e.clientY })
      if (at === null) return
      if (end === 0) this.#pulled.from = Math.min(at, this.#pulled.to - 1)
      else this.#pulled.to = Math.max(at, this.#pulled.from + 1)
      this.#ask()
    })
    dom.addEventListener('pointerup', () => { drop(true) })
    dom.addEventListener('pointercancel', () => { drop(false) })
    return dom
  }
}

/** The stripes beside the text: a pool of buttons, as many as are in view. */
export function margin(scene: StateField<Scene>, events: MarginEvents) {
  return ViewPlugin.define((view) => new Margin(view, scene, events))
}

