import type { Drawn } from './scene'

/** A button of the margin: a stripe or a name. */
export class Bar {
  readonly dom = document.createElement('button')
  coding: Drawn | null = null
  /** Codings that found no room and that it stands for. */
  rest: readonly Drawn[] = []
  readonly #placed = new Map<string, string>()

  constructor(className: string) {
    this.dom.type = 'button'
    this.dom.tabIndex = -1 // the list of codings is the way of the keyboard
    this.dom.className = className
  }

  /** Puts it somewhere. What stays as it was is not written: each writing has the style computed anew. */
  place(style: Readonly<Record<string, string>>) {
    for (const [name, value] of Object.entries(style)) {
      if (this.#placed.get(name) === value) continue
      this.#placed.set(name, value)
      this.dom.style.setProperty(name, value)
    }
  }

  /** Names it after its coding. */
  dress(coding: Drawn, on: boolean) {
    const { dom } = this
    if (this.coding !== coding) {
      this.coding = coding
      dom.style.setProperty('--hue', String(coding.hue))
      dom.dataset['coding'] = coding.id
      dom.dataset['pattern'] = String(coding.pattern)
      dom.setAttribute('aria-label', `${coding.path}, ${coding.coder}`)
      dom.classList.toggle('a-other', !coding.own)
      dom.classList.toggle('a-memo', coding.memo)
    }
    dom.classList.toggle('a-on', on)
  }

  /** Writes on it, and says all that it stands for. */
  name(text: string, rest: readonly Drawn[]) {
    const { dom, coding } = this
    this.rest = rest
    const paths = rest.map((c) => c.path)
    if (dom.textContent !== text) dom.textContent = text
    if (dom.title !== paths.join('\n')) dom.title = paths.join('\n')
    const label = rest.length > 0 ? `${text}: ${paths.join(', ')}` : `${coding?.path ?? ''}, ${coding?.coder ?? ''}`
    if (dom.getAttribute('aria-label') !== label) dom.setAttribute('aria-label', label)
  }
}

/**
 * As many bars as are in view, in reading order. A coding that stays in view keeps its bar, so
 * that scrolling and coding touch only what came and went.
 */
export class Bars {
  readonly dom = document.createElement('div')
  readonly #make: () => Bar
  #shown = new Map<string, Bar>()
  readonly #spare: Bar[] = []

  constructor(make: () => Bar) {
    this.#make = make
  }

  /** The bars for these keys, each of which occurs once. */
  lay(keys: readonly string[]): Bar[] {
    const before = this.#shown
    this.#shown = new Map()
    const kept = new Set(keys)
    for (const [key, bar] of before) {
      if (kept.has(key)) continue
      bar.dom.remove()
      this.#spare.push(bar)
    }
    let at = this.dom.firstChild
    return keys.map((key) => {
      const bar = before.get(key) ?? this.#spare.pop() ?? this.#make()
      this.#shown.set(key, bar)
      if (bar.dom === at) at = at.nextSibling
      else this.dom.insertBefore(bar.dom, at)
      return bar
    })
  }

  [Symbol.iterator](): Iterator<Bar> {
    return this.#shown.values()
  }
}
