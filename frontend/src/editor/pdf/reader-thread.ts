// Run as a thread it answers what the page asks; imported by the page it puts its handler where pdf.js looks for it.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
