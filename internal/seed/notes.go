package seed

import "articula/internal/qda"

func (l *loader) links() {
	const file = "links.yaml"
	var raw rawLinks
	if !l.read(file, &raw) {
		return
	}
	for _, r := range raw.Links {
		l.known(file, r.Line, "coder", r.By, l.coder[r.By])
		k := Link{Kind: oneOf(l, file, r.Line, "the kind", r.Kind, qda.LinkKinds()), Coder: r.By, Note: r.Note,
			From: l.passage(file, r.From), To: l.passage(file, r.To)}
		if k.From == k.To {
			l.bad(file, r.Line, "a passage is linked to itself")
		}
		l.out.Links = append(l.out.Links, k)
	}
}

func (l *loader) memos() {
	const file = "memos.yaml"
	var raw rawMemos
	if !l.read(file, &raw) {
		return
	}
	for _, r := range raw.Memos {
		l.need(file, r.Line, "the title", r.Title)
		l.need(file, r.Line, "the body", r.Body)
		l.known(file, r.Line, "coder", r.By, l.coder[r.By])
		switch oneOf(l, file, r.Line, "the owner", r.On, []string{"project", "code", "document", "case"}) {
		case "code":
			_, ok := l.words.code[r.Code]
			l.known(file, r.Line, "code", r.Code, ok)
		case "document":
			l.known(file, r.Line, "document", r.Document, l.slug[r.Document] != nil)
		case "case":
			l.known(file, r.Line, "case", r.Case, l.isCase[r.Case])
		}
		l.out.Memos = append(l.out.Memos, Memo{Owner: r.On, Code: r.Code, Document: r.Document, Case: r.Case, Coder: r.By, Kind: r.Kind, Title: r.Title, Body: r.Body})
	}
}
