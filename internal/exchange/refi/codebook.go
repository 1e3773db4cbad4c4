package refi

import (
	"articula/internal/exchange/codebook"
	"articula/internal/qda"
)

// DecodeCodebook takes the codes out of a codebook file, or out of a project. Sets
// of codes have no place in a codebook here; notices name them, and what else was
// left out.
func DecodeCodebook(f *File) (codebook.Book, []codebook.Notice, error) {
	var book codebook.Book
	var notices []codebook.Notice
	notice := func(code, text string, args ...any) {
		notices = append(notices, qda.E(qda.Invalid, code, text, args...))
	}
	top := f.Root
	if top.Name == "Project" {
		book.Title = plainName(top.Attr("name"))
		if top = top.Kid("CodeBook"); top == nil {
			top = New("CodeBook")
		}
	}
	used := map[qda.ID]bool{}
	var read func(list []*Element) []codebook.Code
	read = func(list []*Element) []codebook.Code {
		var out []codebook.Code
		for _, e := range list {
			c := codebook.Code{
				Wording: codebook.Wording{Name: plainName(e.Attr("name")), Definition: plainText(e.KidText("Description"))},
				Color:   colorOf(e.Attr("color")), Folder: !isCodable(e), Codes: read(e.All("Code")),
			}
			id, ok := guidOf(e.Attr("guid"))
			switch {
			case !ok:
				notice("codebook.no_guid", "The code {name} has no identity and got a new one.", "name", c.Name)
			case used[id]:
				notice("codebook.guid_twice", "The code {name} has the identity of another one and got its own.", "name", c.Name)
			default:
				c.ID = id
				used[id] = true
			}
			if n := len(e.All("NoteRef")); n > 0 && f.Root.Name == "Project" {
				notice("codebook.notes", "The notes on the code {name} come in with the project only.", "name", c.Name)
			}
			out = append(out, c)
		}
		return out
	}
	book.Codes = read(top.Kid("Codes").All("Code"))
	if f.Root.Name == "CodeBook" {
		for _, s := range top.Kid("Sets").All("Set") {
			notice("codebook.set", "The set of codes {name} was left out: a codebook here has none.", "name", plainName(s.Attr("name")))
		}
	}
	if book.Empty() {
		return book, nil, qda.E(qda.Invalid, "codebook.empty", "The file holds no code, facet or attribute, so there was nothing to take over.")
	}
	return book, notices, nil
}

// EncodeCodebook writes the codes of a book as a codebook file (.qdc). Notices name
// what the standard has no place for. It fails with Invalid for a book without a
// code, which the standard does not allow.
func EncodeCodebook(book codebook.Book, origin string) ([]byte, []codebook.Notice, error) {
	if len(book.Codes) == 0 {
		return nil, nil, qda.E(qda.Invalid, "codebook.no_codes", "The codebook has no code, and the standard does not allow an empty one. Nothing was written.")
	}
	var list func(codes []codebook.Code) []*Element
	list = func(codes []codebook.Code) []*Element {
		var out []*Element
		for _, c := range codes {
			e := codeElement(qda.Code{ID: c.ID, Name: c.Name, Color: c.Color, Folder: c.Folder, Definition: c.Definition})
			e.Add(list(c.Codes)...)
			out = append(out, e)
		}
		return out
	}
	root := New("CodeBook", "origin", origin).Add(New("Codes").Add(list(book.Codes)...))
	Arrange(root)
	if faults := Check(root, 5); len(faults) > 0 {
		return nil, nil, notValid(faults)
	}
	b, _ := Print(root, CodebookSpace)
	return b, codebook.Losses(book, codebook.Places{}), nil
}
