import { GlobalWorkerOptions, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs'
import address from './reader-thread?worker&url'

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** The address of the worker as the content policy wants it: from a maker that makes this one and no other. */
function trusted(): string {
  const { trustedTypes } = window as { trustedTypes?: Policies }
  if (!trustedTypes) return address
  const policy = trustedTypes.createPolicy('articula-worker', {
    createScriptURL: (url) => {
      if (url !== address) throw new TypeError('this is not the worker')
      return url
    },
  })
  return policy.createScriptURL(address)
}

let started: Promise<PDFWorker> | undefined

/**
 * The thread that reads PDFs, one for the whole run. Where a web view starts no thread
 * from this address, its work is done in the page itself: slower, and the same.
 */
export function pdfWorker(): Promise<PDFWorker> {
  return (started ??= start())
}

async function start(): Promise<PDFWorker> {
  let port: Worker | undefined
  try {
    const thread = new Worker(trusted(), { type: 'module' })
    port = await new Promise<Worker | undefined>((done) => {
      thread.addEventListener('error', () => { done(undefined) }, { once: true })
      // It says that it is there before it is asked anything.
      thread.addEventListener('message', () => { done(thread) }, { once: true })
    })
  } catch {
    port = undefined
  }
  if (port) return PDFWorker.create({ port })
  GlobalWorkerOptions.workerSrc = address
  return PDFWorker.create({})
}
