import type { Page } from './page'
import { until } from './wait'

/** A coding as the program has it. */
export interface Coding {
  id: string
  document: { id: string; title: string }
  code: { id: string; name: string }
  start: number
  end: number
  quote: string
  facets: { facet: string; value: string }[]
}

/** Opens a document by its line in the list, and waits until the text has the keys. */
export async function read(page: Page, title: string): Promise<void> {
  await page.click({ role: 'row', pattern: title })
  await page.find({ role: 'heading', name: title })
  // Nothing is looked for in the text itself: that would scroll it away from where it was left.
  await page.wait('its text', () => document.querySelector('.cm-line') !== null)
  await inText(page)
}

export const inText = (page: Page) => page.wait('the text to have the focus', () => document.activeElement?.closest('.cm-editor') !== null)

export const codings = async (page: Page) =>
  ((await page.call('Retrieval.Segments', { where: '', order: '', context: 0, offset: 0, limit: 500, consensus: false })) as unknown as { segments: Coding[] }).segments
export const coded = async (page: Page) => (await codings(page)).map((c) => `${c.code.name}: ${c.quote}`)

/** What the status bar said last. */
export const said = (page: Page, pattern: string) => page.find({ css: 'footer p[aria-live]', pattern })

/** Codes the words that are selected with a code that is typed into the palette, and waits until that is said. */
export async function codeWith(page: Page, code: string): Promise<void> {
  await page.press('c')
  // Before it is open, letters are keys of the text.
  await page.find({ css: '[role=dialog] [role=combobox]' })
  await page.type(code)
  await page.press('Enter')
  await said(page, `^Coded: ${code.split('/').at(-1) ?? ''}`)
}

/** Words of the text in reading order that have a paint, by the beginning of its name. */
export const painted = (page: Page, paint: string) =>
  page.run((begin) => {
    const ranges = [...CSS.highlights].filter(([name]) => name.startsWith(begin)).flatMap(([, h]) => [...h])
    return ranges
      .map((r) => {
        const words = document.createRange()
        words.setStart(r.startContainer, r.startOffset)
        words.setEnd(r.endContainer, r.endOffset)
        return words
      })
      .sort((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b))
      .map((r) => r.toString())
  }, paint)

/** Where words stand in the window: their first and their last letter. Codings may lie on some of them. */
async function lettersAt(page: Page, words: string) {
  return page.run((wanted) => {
    for (const line of document.querySelectorAll('.cm-line')) {
      const begin = line.textContent.indexOf(wanted)
      if (begin < 0) continue
      const letter = (at: number) => {
        const walk = document.createTreeWalker(line, NodeFilter.SHOW_TEXT)
        for (let n = walk.nextNode(), before = 0; n; before += n.textContent?.length ?? 0, n = walk.nextNode()) {
          if (at >= before + (n.textContent?.length ?? 0)) continue
          const r = document.createRange()
          r.setStart(n, at - before)
          r.setEnd(n, at - before + 1)
          // At the beginning of a printed line WebKit counts an edge at the end of the one before, too.
          const b = [...r.getClientRects()].at(-1) ?? r.getBoundingClientRect()
          return { x: b.left, right: b.right, y: b.top + b.height / 2, top: b.top, bottom: b.bottom }
        }
        throw new Error('the line is shorter than its words')
      }
      return { first: letter(begin), last: letter(begin + wanted.length - 1) }
    }
    return null
  }, words)
}

export async function wordsAt(page: Page, words: string) {
  if (!(await lettersAt(page, words))) throw new Error(`“${words}” is not seen`)
  return page.atRest(`“${words}”`, async () => (await lettersAt(page, words)) ?? undefined)
}

/** Waits until words are in view, the whole of them. */
export async function comesIntoView(page: Page, words: string): Promise<void> {
  await until(`“${words}” to be in view`, async () => {
    const place = await lettersAt(page, words)
    const box = await page.run(() => {
      const b = document.querySelector('.cm-scroller')?.getBoundingClientRect()
      return b && { top: b.top, bottom: b.bottom }
    })
    return place && box ? place.first.top >= box.top && place.last.bottom <= box.bottom : false
  })
}

/**
 * Selects by the pointer. What was shown or hidden just before may still move the page under
 * the hand: then a person selects again, after a key that gives up what was taken.
 */
export async function select(page: Page, what: string, drag: () => Promise<void>, selected: () => Promise<boolean>, giveUp: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await drag()
    try {
      await until(`${what} to be selected`, selected, 4000)
      return
    } catch (e) {
      if (attempt === 3) throw e
      await page.press(giveUp)
    }
  }
}

/** Selects words of the text by the pointer. */
export async function mark(page: Page, words: string): Promise<void> {
  const back = /[\u0590-\u06ff]/u.test(words)
  await select(
    page,
    `“${words}”`,
    async () => {
      const { first, last } = await wordsAt(page, words)
      await page.drag({ x: back ? first.right + 2 : first.x + 1, y: first.y }, { x: back ? last.x - 2 : last.right - 1, y: last.y })
    },
    async () => (await page.run(() => document.getSelection()?.toString().trim())) === words,
    'Home',
  )
}
