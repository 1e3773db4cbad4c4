package store

import (
	"articula/internal/qda"
	"articula/internal/textpos"
)

// PassageNow gives the place that a passage of an earlier text of a document has in
// the one that it has now, following the edits between them. It reports false where
// nothing is left of the words, or no edits lead there.
func (tx *Tx) PassageNow(d qda.Document, text qda.Hash, span qda.Span) (qda.Span, bool, error) {
	revisions, err := List[qda.Revision](tx, Eq{"document_id": d.ID})
	if err != nil {
		return span, false, err
	}
	h := &history{tx: tx, document: d.ID, to: d.TextHash, revisions: revisions, texts: map[qda.Hash]*textpos.Index{}}
	return h.follow(text, span)
}
