import { getDocument, type PDFDocumentProxy, type PDFPageProxy, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { ownFile } from '../../api/own-files'
import type { PageWord } from '../../model/page-words'
import { wordsOfItems } from './words'
import { pdfWorker } from './worker'

/** Where the build puts what a PDF may leave out (vite.config.ts). */
const folders: Record<string, string> = { cMapUrl: 'pdf/cmaps/', standardFontDataUrl: 'pdf/fonts/', wasmUrl: 'pdf/wasm/' }

/** Fetches such files from the program: the thread may not be able to, at the address of a window. */
class ProgramFiles {
  fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    return ownFile(`${folders[kind] ?? ''}${filename}`)
  }
}

/** Width and height of a page, in units of 1/72 inch, as it is looked at. */
export interface PageSize {
  width: number
  height: number
}

export interface Drawing {
  /** Rejects if it was stopped. */
  done: Promise<void>
  stop(): void
}

/** The pages of a PDF. Nothing in it is run, followed or fetched: they are pictures. */
export class PdfFile {
  readonly #file: PDFDocumentProxy
  readonly #pages = new Map<number, Promise<PDFPageProxy>>()

  private constructor(file: PDFDocumentProxy) {
    this.#file = file
  }

  /** Takes the bytes over: the buffer is empty afterwards. */
  static async open(bytes: ArrayBuffer): Promise<PdfFile> {
    const here = (folder: string) => new URL(folder, document.baseURI).href
    const task = getDocument({
      data: new Uint8Array(bytes),
      worker: await pdfWorker(),
      verbosity: VerbosityLevel.ERRORS,
      BinaryDataFactory: ProgramFiles,
      useWorkerFetch: false,
      disableWorkerRendering: true,
      // Made at run time it is refused by the content policy, as it should be.
      useWasm: false,
      cMapUrl: here('pdf/cmaps/'),
      cMapPacked: true,
      standardFontDataUrl: here('pdf/fonts/'),
      wasmUrl: here('pdf/wasm/'),
      useSystemFonts: false,
      enableXfa: false,
    })
    return new PdfFile(await task.promise)
  }

  get count(): number {
    return this.#file.numPages
  }

  /** The names that the file gives its pages, if it gives any. */
  labels(): Promise<string[] | null> {
    return this.#file.getPageLabels()
  }

  #page(i: number): Promise<PDFPageProxy> {
    let page = this.#pages.get(i)
    if (!page) this.#pages.set(i, (page = this.#file.getPage(i + 1)))
    return page
  }

  async size(i: number): Promise<PageSize> {
    const { width, height } = (await this.#page(i)).getViewport({ scale: 1 })
    return { width, height }
  }

  /** The words of a page, in the order in which the file has them. */
  async words(i: number): Promise<PageWord[]> {
    const page = await this.#page(i)
    const { items } = await page.getTextContent()
    return wordsOfItems(items.flatMap((t) => ('str' in t ? [t] : [])), page.getViewport({ scale: 1 }).transform)
  }

  /** Draws a page; `scale` is pixels of the canvas for each unit. */
  async draw(i: number, canvas: HTMLCanvasElement, scale: number): Promise<Drawing> {
    const page = await this.#page(i)
    const viewport = page.getViewport({ scale })
    canvas.width = Math.ceil(viewport.width)
    canvas.height = Math.ceil(viewport.height)
    const task = page.render({ canvas, viewport })
    return { done: task.promise, stop: () => { task.cancel() } }
  }

  close(): void {
    void this.#file.loadingTask.destroy()
  }
}
