package engine

import (
	"slices"

	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
)

// readNames is what the texts of the documents said of names, until one is another.
type readNames struct {
	texts []qda.Hash
	names *pseudonym.Names
}

// knownNames gives what the whole project says about which words are names: its texts, and
// the names of its cases, speakers, coders and of the register.
func (p *Project) knownNames(tx *store.Tx, cat *catalog, register []PseudonymView) (*pseudonym.Names, error) {
	read, err := p.namesInTexts(tx, cat)
	if err != nil {
		return nil, err
	}
	out := &pseudonym.Names{}
	out.Add(read)
	for _, c := range cat.cases.list {
		if c.DeletedAt == "" {
			out.Mention(c.Name)
		}
	}
	for _, e := range register {
		if e.Kind != qda.PersonName {
			out.Mention(e.Name)
		}
	}
	for _, e := range register {
		if e.Kind == qda.PersonName {
			out.List(e.Name)
		}
	}
	for _, list := range cat.speakers {
		for _, s := range list {
			out.List(s.Name)
		}
	}
	coders, err := store.List[qda.Coder](tx, store.Eq{})
	for _, c := range coders {
		out.List(c.Name)
	}
	return out, err
}

// namesInTexts reads all texts, unless they are the ones that were read the last time.
func (p *Project) namesInTexts(tx *store.Tx, cat *catalog) (*pseudonym.Names, error) {
	var texts []qda.Hash
	for _, d := range cat.documents {
		if d.DeletedAt == "" {
			texts = append(texts, d.TextHash)
		}
	}
	p.mu.Lock()
	last := p.named
	p.mu.Unlock()
	if last.names != nil && slices.Equal(last.texts, texts) {
		return last.names, nil
	}
	out := &pseudonym.Names{}
	for _, h := range texts {
		if err := tx.Context().Err(); err != nil {
			return nil, err
		}
		text, err := tx.Text(h)
		if err != nil {
			return nil, err
		}
		out.Read(text.Body)
	}
	p.mu.Lock()
	p.named = readNames{texts, out}
	p.mu.Unlock()
	return out, nil
}
