// Package report writes results for people: documents with tables and quotes as
// DOCX and as one self-contained HTML file, and networks and bars as SVG
// and PNG.
//
// A [Document] is a list of blocks: headings, paragraphs, tables, pictures. Texts are
// runs; a run can carry a [Quote], which is a passage with its source, its
// translation and the text around it. In DOCX quotes are notes at the end; in HTML they open
// where they stand, with their context. What a document says in its own words comes
// from [Words], in English, Spanish, French and Portuguese; everything else comes
// from the project and is written as it is, escaped and never interpreted.
package report
