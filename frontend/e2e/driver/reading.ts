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
  await page.find({ css: '.cm-line' })
  await inText(page)
}

export const inText = (page: Page) => page.wait('the text to have the focus', () => document.activeElement?.closest('.cm-editor') !== null)

export const codings = async (page: Page) =>
  ((await page.call('Retrieval.Segments', { where: '', order: '', context: 0, offset: 0, limit: 500, consensus: false })) as unknown as { segments: Coding[] }).segments
export const coded = async (page: Page) => (await codings(page)).map((c) => `${c.code.name}: ${c.quote}`)

/** What the status bar said last. */
export const said = (page: Page, pattern: string) => page.find({ css: 'footer p[aria-live]', pattern })

/** Where words stand in the window: their first and their last letter. */
export async function wordsAt(page: Page, words: string) {
  const place = await page.run((wanted) => {
    const content = document.querySelector('.cm-content')
    const walk = document.createTreeWalker(content ?? document, NodeFilter.SHOW_TEXT)
    for (let n = walk.nextNode(); n; n = walk.nextNode()) {
      const at = (n.textContent ?? '').indexOf(wanted)
      if (at < 0) continue
      const edge = (from: number, to: number) => {
        const r = document.createRange()
        r.setStart(n, from)
        r.setEnd(n, to)
        const b = r.getBoundingClientRect()
        return { x: b.left, right: b.right, y: b.top + b.height / 2 }
      }
      return { first: edge(at, at + 1), last: edge(at + wanted.length - 1, at + wanted.length) }
    }
    return null
  }, words)
  if (!place) throw new Error(`“${words}” is not seen`)
  return place
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
