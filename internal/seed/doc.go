// Package seed reads a project that is kept as readable text, such as the sample
// project in seeds/sample, into plain values, and checks that it is whole.
//
// # Files
//
//	project.yaml                title, coders, rounds, frozen versions of the codebook, term groups
//	cases.yaml                  the case tree with attribute values and their citations
//	actors.yaml                 the actor register and the coordination relations
//	documents/documents.yaml    what is known about each document and its speakers, with attribute values and
//	                            their citations, and which of its passages belong to a further case (also_in)
//	                            or are in another language (in_language)
//	documents/…                 the documents, one file each, .txt or .md
//	codings/….yaml              who coded a document, what was coded, translations
//	links.yaml                  typed links from passage to passage
//	memos.yaml                  memos on the project, codes, documents and cases
//	synthesis.yaml              the syntheses with their cells and citations
//
// The codings of documents/a/b.txt are in codings/a/b.yaml; "a/b" is the document's
// slug, by which the other files refer to it. A passage is a document and a quote,
// exactly as the text has it; where the quote stands there more than once, nth says
// which one is meant, counted from 1. Quotes lie within one line. Codes are
// referred to by their path ("Technical design/Targeting"), cases and actors by
// name, coders and rounds by the keys of project.yaml. A cell may say what happened
// since it was written: passages that were coded only then, codings that were taken
// away, and how the definition of a code was worded before.
//
// # Values
//
// [Load] gives references as they are written: names, paths and quotes. Whoever
// builds a project out of them mints the identities and finds the spans with
// [Passage.Find] in the text that it stored. The order of all slices is that of the
// files, so that the same files give the same project wherever time and randomness
// are the same.
//
// # Checks
//
// Load refuses files in which anything is wrong, and names each fault with its file
// and line: an unknown reference, a quote that does not occur or occurs more than
// once without nth, a coding by somebody who was not assigned, a document that does
// not say in its first line that it is illustrative, and so on.
package seed
