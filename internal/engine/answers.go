package engine

import (
	"path/filepath"
	"strings"

	"articula/internal/codebook"
	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// answerID is the identity of the document of an open answer: it follows from who
// answers and to what, so that a later state of the table finds it again.
func answerID(project qda.ID, row, question string) qda.ID {
	return bundle.DerivedID("answer", project.String(), codebook.Fold(row), codebook.Fold(question))
}

// answer puts the open answer of a row, or brings the one that is there up to date.
// An answer that was coded is changed only where the coded words stay.
func (p *Project) answer(tx *store.Tx, project qda.ID, row plannedRow, question, text, file string, out *TableImported) error {
	id := answerID(project, row.name, question)
	list, err := store.List[qda.Document](tx, store.Eq{"id": id})
	if err != nil {
		return err
	}
	text = textpos.Normalise(text)
	if len(list) == 0 {
		d := qda.Document{ID: id, Title: row.name + " – " + question, FileName: filepath.Base(file), Kind: qda.OtherKind, CreatedAt: tx.Now()}
		shape, err := reshape(tx, text, d)
		if err != nil {
			return err
		}
		c := store.NewContent(text, shape, "text/plain", []byte(text))
		if err := tx.PutContent(c); err != nil {
			return err
		}
		d.TextHash, d.SourceHash, d.StructureHash = c.Text.Hash, c.Source.Hash, store.StructureHash(c.Structure)
		documents, err := store.List[qda.Document](tx, store.Eq{})
		if err != nil {
			return err
		}
		last := ""
		for _, o := range documents {
			last = max(last, o.Pos)
		}
		d.Pos = qda.OrderKeys(last, 1)[0]
		if err := store.Put(tx, d); err != nil {
			return err
		}
		out.Answers++
		return linkCase(tx, row.owner, d.ID, true)
	}
	d := list[0]
	old, err := tx.Text(d.TextHash)
	if err != nil || old.Body == text || d.DeletedAt != "" {
		return err
	}
	against, err := replaceText(tx, d, difference(old.Body, text), "correction", "The table "+filepath.Base(file)+" has another answer.", true)
	if err != nil {
		return err
	}
	if len(against) > 0 {
		err := qda.E(qda.Conflict, "table.answer_coded", "The answer differs from the one in the project in words that are coded ({quote}); it was left as it is.", "quote", inVivoName(strings.TrimSpace(against[0].Quote)))
		out.Problems = append(out.Problems, rowProblem(0, question, row.name, err))
		return nil
	}
	out.Updated++
	return nil
}
