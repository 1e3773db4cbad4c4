import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignWords, boxesOf, heightOf, offsetAtHeight, pagesOf, type PageWord, passageOf, wordAt } from './page-words'

/** Words laid on lines of a page, `per` in each. */
const onPage = (list: readonly string[], per = 6): PageWord[] =>
  list.map((text, i) => ({ text, x: 50 + (i % per) * 60, y: 50 + Math.floor(i / per) * 14, width: 50, height: 12 }))

const law = 'The Ministry coordinates with local offices. Article 2. Funds are transferred to municipalities every quarter by the central institution.'

describe('words of a page', () => {
  it('are found in the text, whatever breaks the lines', () => {
    const words = onPage(law.split(' '))
    const places = alignWords(words, `${law.replaceAll('. ', '.\n\n')}\n`, 0, law.length + 10)
    expect(places.every((p) => p !== null)).toBe(true)
    const text = `${law.replaceAll('. ', '.\n\n')}\n`
    words.forEach((w, i) => {
      const p = places[i]
      expect(text.slice(p?.from, p?.to)).toBe(w.text.replace('.', ''))
    })
  })

  it('are found where columns are read in another order, ligatures are one sign and words are broken', () => {
    const text = 'Left column speaks of budgets and offices.\nRight column names actors and coordination.'
    const words = onPage('Right column names actors and coordi- nation. Left column speaks of budgets and oﬃces.'.split(' '))
    const places = alignWords(words, text, 0, text.length)
    const quoted = words.map((_, i) => text.slice(places[i]?.from, places[i]?.to))
    expect(quoted).toEqual(['Right', 'column', 'names', 'actors', 'and', 'coordi', 'nation', 'Left', 'column', 'speaks', 'of', 'budgets', 'and', 'offices'])
  })

  it('never get another word than their own, for any text and any order of its lines', () => {
    // Accents say nothing: fonts of PDF files often have letters without them.
    const bare = (s = '') => s.replace(/\s/g, '').normalize('NFKD').replace(/\p{M}/gu, '')
    const word = fc.stringMatching(/^[a-zé]{1,9}$/)
    fc.assert(
      fc.property(fc.array(fc.array(word, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (lines, order) => {
        const text = lines.map((l) => l.join(' ')).join('\n')
        const sorted = lines.map((l) => ({ l, key: order.next().value })).sort((a, b) => a.key - b.key)
        const words = onPage(sorted.flatMap(({ l }) => l))
        const places = alignWords(words, text, 0, text.length)
        const seen = new Set<number>()
        places.forEach((p, i) => {
          if (!p) return
          expect(bare(text.slice(p.from, p.to))).toBe(bare(words[i]?.text))
          for (let k = p.from; k < p.to; k++) {
            if (/\s/.test(text[k] ?? '')) continue
            expect(seen.has(k)).toBe(false)
            seen.add(k)
          }
        })
      }),
    )
  })

  it('that are chosen make a passage, or none where the text has them apart', () => {
    const text = `${law} ${'x '.repeat(400)} Annex: tables of funds.`
    const words = onPage('Article 2. Funds are transferred to municipalities'.split(' '))
    const places = alignWords(words, text, 0, text.length)
    const p = passageOf(words, places)
    expect(p && text.slice(p.from, p.to)).toBe('Article 2. Funds are transferred to municipalities')
    const torn = onPage('transferred to municipalities Annex: tables'.split(' '))
    expect(passageOf(torn, alignWords(torn, text, 0, text.length))).toBeNull()
    const foreign = onPage('nothing of this stands there'.split(' '))
    expect(passageOf(foreign, alignWords(foreign, text, 0, text.length))).toBeNull()
  })

  it('are marked line by line, and found by a point or a height', () => {
    const words = onPage(law.split(' '), 6)
    const places = alignWords(words, law, 0, law.length)
    const boxes = boxesOf(words, places, 0, law.indexOf('Article'))
    expect(boxes).toEqual([{ x: 50, y: 50, width: 350, height: 12 }])
    expect(boxesOf(words, places, 0, law.length)).toHaveLength(Math.ceil(words.length / 6))
    expect(words[wordAt(words, 112, 55)]?.text).toBe('Ministry')
    expect(wordAt([], 1, 1)).toBe(-1)
    expect(heightOf(words, places, law.indexOf('Article'))).toBe(64)
    expect(offsetAtHeight(words, places, 63)).toBe(law.indexOf('Article'))
    expect(offsetAtHeight(words, places, 900)).toBeNull()
  })
})

it('pages are told by order, by label, or not at all', () => {
  expect(pagesOf(['i', 'ii', '1'], 3, null)).toEqual([0, 1, 2])
  expect(pagesOf(['1', '3'], 3, null)).toEqual([0, 2])
  expect(pagesOf(['i', '1'], 3, ['i', 'ii', '1'])).toEqual([0, 2])
  expect(pagesOf(['A-1', 'A-2'], 3, null)).toBeNull()
  expect(pagesOf(['3', '1'], 4, null)).toBeNull()
})
