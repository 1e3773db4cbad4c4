import { useEffect, useRef, useState } from 'react'
import { PdfFile, type PageSize } from '../../../editor/pdf/pdf-file'
import { alignWords, pagesOf, type PageWord } from '../../../model/page-words'
import type { Range } from '../../../model/spans'
import { useApi } from '../../../state/api'
import type { Open } from '../OpenDocument'

/** The words of a page, and where each stands in the text. */
export interface PageText extends Range {
  words: readonly PageWord[]
  places: readonly (Range | null)[]
}

export interface Pdf {
  state: 'loading' | 'failed' | 'ready'
  file: PdfFile | null
  sizes: readonly PageSize[]
  /** For each page of the file the part of the text that lies on it; null for pages without text, or where it is not certain. */
  parts: readonly (Range | null)[]
  /** The words of a page, once they are read; asking for them has them read. */
  textOf(page: number): PageText | undefined
}

/** How many sizes are asked for before the page shows them. */
const batch = 40

/** The pages of the file that a document was imported from. */
export function usePdf({ document, text, shape }: Open): Pdf {
  const api = useApi()
  const [state, setState] = useState<Pdf['state']>('loading')
  const [file, setFile] = useState<PdfFile | null>(null)
  const [sizes, setSizes] = useState<readonly PageSize[]>([])
  const [labels, setLabels] = useState<readonly string[] | null>(null)
  const [, setRead] = useState(0)
  const texts = useRef(new Map<number, PageText | 'asked'>())

  useEffect(() => {
    const known = texts.current
    const stop = new AbortController()
    let opened: PdfFile | undefined
    void (async () => {
      const bytes = await api.bytes(`/api/documents/${document.id}/original`, stop.signal)
      const pdf = await PdfFile.open(bytes)
      opened = pdf
      const [names, first] = [await pdf.labels(), await pdf.size(0)]
      if (stop.signal.aborted) {
        pdf.close()
        return
      }
      // Most files have pages of one size; the others are told as they become known.
      const all = Array.from({ length: pdf.count }, () => first)
      setLabels(names)
      setSizes(all)
      setFile(pdf)
      setState('ready')
      for (let i = 1; i < pdf.count && !stop.signal.aborted; i++) {
        all[i] = await pdf.size(i)
        if (i % batch === 0 || i === pdf.count - 1) setSizes([...all])
      }
    })().catch(() => {
      if (!stop.signal.aborted) setState('failed')
    })
    return () => {
      stop.abort()
      opened?.close()
      known.clear()
      setFile(null)
    }
  }, [api, document.id])

  const numbers = file ? pagesOf(shape.pages.map((p) => p.label), file.count, labels) : null
  const parts = sizes.map((_, i): Range | null => {
    const piece = numbers ? shape.pages[numbers.indexOf(i)] : undefined
    return piece ?? null
  })
  return {
    state,
    file,
    sizes,
    parts,
    textOf(page) {
      const known = texts.current.get(page)
      if (known !== undefined) return known === 'asked' ? undefined : known
      const part = parts[page]
      if (!file || !part) return undefined
      texts.current.set(page, 'asked')
      void file.words(page).then(
        (words) => {
          texts.current.set(page, { from: part.from, to: part.to, words, places: alignWords(words, text, part.from, part.to) })
          setRead((n) => n + 1)
        },
        () => undefined, // its picture is shown all the same; it only cannot be coded there
      )
      return undefined
    },
  }
}
