package engine

import (
	"path/filepath"
	"strings"

	"articula/internal/codebook"
	"articula/internal/exchange/bundle"
	"articula/internal/extract"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
	"articula/internal/words"
)

// answerID is the identity of the document of an open answer: it follows from who
// answers and to what, so that a later state of the table finds it again.
func answerID(project qda.ID, row, question string) qda.ID {
	return bundle.DerivedID("answer", project.String(), codebook.Fold(row), codebook.Fold(question))
}

// answer plans an open answer: a new document, or another text of the one that is there.
// An answer that was coded is changed only where the coded words stay, and one that was
// put into the bin stays there.
func (t *tablePlan) answer(r *plannedRow, c TableColumn, value string) error {
	d := t.cat.docOf[answerID(t.project, r.name, c.Name)]
	if d == nil {
		r.answers[c.Header] = value
		t.out.Answers++
		return nil
	}
	text := textpos.Normalise(value)
	old, err := t.tx.Text(d.TextHash)
	if err != nil || old.Body == text {
		return err
	}
	if d.DeletedAt != "" {
		t.problem(r.line, c.Header, value, qda.E(qda.Conflict, "table.answer_binned", "The answer is in the bin of the project; it was left there.", "document", d.Title))
		return nil
	}
	moved, err := anchor(t.tx, *d, text, wordChanges(old.Body, text), false)
	if err != nil {
		return err
	}
	if len(moved.lost) > 0 {
		t.problem(r.line, c.Header, value, answerCoded(moved.lost))
		return nil
	}
	r.answers[c.Header] = value
	t.out.Updated++
	return nil
}

func answerCoded(lost []Unanchored) error {
	return qda.E(qda.Conflict, "table.answer_coded", "The answer differs from the one in the project in words that are coded ({quote}); it was left as it is.", "quote", inVivoName(strings.TrimSpace(lost[0].Quote)))
}

// language is that of the open answers of a column. They are guessed together: one alone is
// often too short to tell.
func (t *tablePlan) language(asked string, values []string) string {
	if asked != "" {
		return asked
	}
	guess, _ := extract.GuessLanguage(strings.Join(values, "\n"))
	return orElse(guess, t.cat.project.Language)
}

// answer puts the open answer of a row, or gives the one that is there its new text.
func (w *tableWriter) answer(row plannedRow, c ColumnPreview, text string) error {
	id := answerID(w.project, row.name, c.Name)
	text = textpos.Normalise(text)
	if d, there := w.documents[id]; there {
		old, err := w.tx.Text(d.TextHash)
		if err != nil {
			return err
		}
		against, err := replaceText(w.tx, d, wordChanges(old.Body, text), "correction", "The table "+filepath.Base(w.file)+" has another answer.", true)
		if err != nil {
			return err
		}
		if len(against) > 0 { // since the plan was made, somebody coded them
			w.out.Problems = append(w.out.Problems, rowProblem(row.line, c.Header, text, answerCoded(against)))
			return nil
		}
		w.out.Updated++
		return nil
	}
	d := qda.Document{ID: id, Title: row.name + " – " + c.Name, FileName: filepath.Base(w.file), Kind: qda.OtherKind, Lang: c.Lang, CreatedAt: w.tx.Now()}
	shape, err := reshape(w.tx, text, d)
	if err != nil {
		return err
	}
	content := store.NewContent(text, shape, "text/plain", []byte(text))
	if err := w.tx.PutContent(content); err != nil {
		return err
	}
	d.TextHash, d.SourceHash, d.StructureHash = content.Text.Hash, content.Source.Hash, store.StructureHash(content.Structure)
	w.lastDocument = qda.OrderKeys(w.lastDocument, 1)[0]
	d.Pos = w.lastDocument
	if err := store.Put(w.tx, d); err != nil {
		return err
	}
	w.documents[id] = d
	w.out.Answers++
	return linkCase(w.tx, row.owner, d.ID, true)
}

// maxCompared bounds the words that are compared with each other: beyond it, what
// differs between two texts is one edit.
const maxCompared = 4 << 20

// wordChanges gives the edits that make one text of another, word by word, so that what is
// coded between two of them stays.
func wordChanges(from, to string) textpos.Edits {
	whole := difference(from, to)
	if len(whole) == 0 {
		return nil
	}
	e := whole[0]
	a, b := pieces(string([]rune(from)[e.Start:e.End])), pieces(e.Text)
	if len(a)*len(b) > maxCompared {
		return whole
	}
	var out textpos.Edits
	at, next, open := e.Start, 0, false
	edit := func() *textpos.Edit {
		if !open {
			out, open = append(out, textpos.Edit{Start: at, End: at}), true
		}
		return &out[len(out)-1]
	}
	insert := func(until int) {
		if next < until {
			edit().Text += strings.Join(b[next:until], "")
		}
	}
	for i, kept := range keptPieces(a, b) {
		long := len([]rune(a[i]))
		if kept < 0 {
			gone := edit()
			at += long
			gone.End = at
			continue
		}
		insert(kept)
		at, next, open = at+long, kept+1, false
	}
	insert(len(b))
	return out
}

// pieces cuts a text into its words and what stands between them.
func pieces(text string) []string {
	var out []string
	at := 0
	var s words.Scanner
	for s.Reset(text); s.Next(); {
		if s.Start > at {
			out = append(out, text[at:s.Start])
		}
		out = append(out, text[s.Start:s.End])
		at = s.End
	}
	if at < len(text) {
		out = append(out, text[at:])
	}
	return out
}
