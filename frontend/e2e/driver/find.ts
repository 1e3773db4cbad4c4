/** What is looked for in a page: by role and name, as people and screen readers do, or by test id. */
export interface Target {
  role?: string
  /** The whole name, or a pattern as the text of a regular expression. */
  name?: string
  pattern?: string
  testId?: string
  css?: string
}

export interface Found {
  x: number
  y: number
  left: number
  top: number
  width: number
  height: number
  text: string
  value: string
  disabled: boolean
  /** Whether a click at x, y would reach it. */
  reachable: boolean
}

/**
 * Runs in the page: the first visible element that fits. Roles and names are those
 * that this program's markup has, not the whole of the standard.
 */
export function findInPage(target: Target): Found | null {
  const implicit = (e: Element): string => {
    const tag = e.tagName.toLowerCase()
    const type = (e.getAttribute('type') ?? 'text').toLowerCase()
    const labelled = e.hasAttribute('aria-label') || e.hasAttribute('aria-labelledby')
    switch (tag) {
      case 'a':
        return e.hasAttribute('href') ? 'link' : ''
      case 'input':
        return type === 'checkbox' || type === 'radio' ? type : type === 'range' ? 'slider' : type === 'button' ? 'button' : type === 'search' ? 'searchbox' : 'textbox'
      case 'section':
        return labelled ? 'region' : ''
      case 'h1': case 'h2': case 'h3': case 'h4':
        return 'heading'
      default:
        return ({ article: 'article', button: 'button', textarea: 'textbox', select: 'combobox', li: 'listitem', ul: 'list', ol: 'list', main: 'main', nav: 'navigation', aside: 'complementary', header: 'banner', footer: 'contentinfo', table: 'table', dialog: 'dialog', progress: 'progressbar' } as Record<string, string>)[tag] ?? ''
    }
  }
  const clean = (s: string | null | undefined) => (s ?? '').replace(/\s+/g, ' ').trim()
  const nameOf = (e: Element): string => {
    const by = e.getAttribute('aria-labelledby')
    if (by !== null) {
      return clean(by.split(/\s+/).map((id) => {
        const l = document.getElementById(id)
        return l === null ? '' : clean(l.getAttribute('aria-label') ?? l.textContent)
      }).join(' '))
    }
    const own = clean(e.getAttribute('aria-label'))
    if (own !== '') return own
    if (e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement) {
      const label = clean([...(e.labels ?? [])].map((l) => l.textContent).join(' '))
      return label !== '' ? label : clean(e.getAttribute('placeholder') ?? e.title)
    }
    const text = clean(e.textContent)
    return text !== '' ? text : clean(e.getAttribute('title'))
  }
  const shown = (e: Element) => e.getClientRects().length > 0 && getComputedStyle(e).visibility === 'visible' && e.closest('[aria-hidden="true"]') === null
  const selector = target.css ?? (target.testId === undefined ? '*' : `[data-testid="${target.testId}"]`)
  const pattern = target.pattern === undefined ? null : new RegExp(target.pattern, 'u')
  for (const e of document.querySelectorAll(selector)) {
    if (target.role !== undefined && (e.getAttribute('role') ?? implicit(e)) !== target.role) continue
    if (target.name !== undefined && nameOf(e) !== target.name) continue
    if (pattern !== null && !pattern.test(nameOf(e))) continue
    if (!shown(e)) continue
    e.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
    const box = e.getBoundingClientRect()
    const x = box.left + box.width / 2
    const y = box.top + box.height / 2
    const hit = document.elementFromPoint(x, y)
    return {
      x, y, left: box.left, top: box.top, width: box.width, height: box.height,
      text: clean(e instanceof HTMLElement ? e.innerText : e.textContent),
      value: e instanceof HTMLInputElement || e instanceof HTMLTextAreaElement ? e.value : '',
      disabled: e.hasAttribute('disabled') || e.getAttribute('aria-disabled') === 'true',
      reachable: hit !== null && (e.contains(hit) || hit.contains(e)),
    }
  }
  return null
}
