package refi

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// anonymous gives a bundle without the people who worked on it: coders are numbered,
// the names of files and of places on computers are left out, and so are the files
// themselves, because their insides may name an author; texts are written plainly.
// What people said and wrote in texts, titles, memos and codes stays as it is.
func anonymous(b *bundle.Bundle) (*bundle.Bundle, bundle.Account, error) {
	out := *b
	out.Records, out.Sources = slices.Clone(b.Records), map[qda.Hash]qda.Source{}
	var lost bundle.Account
	coders := 0
	for i, r := range out.Records {
		switch x := r.(type) {
		case qda.Coder:
			coders++
			x.Name, x.Initials = fmt.Sprintf("Coder %d", coders), fmt.Sprintf("C%d", coders)
			out.Records[i] = x
		case qda.Document:
			typ, err := b.SourceType(x.SourceHash)
			if err != nil {
				return nil, lost, err
			}
			if typ != "" && typ != "text/plain" {
				lost.Left("file", x.Title, bundle.Why("account.file_names_author", "the file that it was imported from may name its author, so only its text is written"))
			}
			x.FileName, x.SourceHash = "", qda.Hash{}
			out.Records[i] = x
		case qda.Preserved:
			if x.Format != Format {
				lost.Left("preserved", x.Element, bundle.Why("account.row_names_coder", "what another program's file held may name who worked, so it is not written"))
				x.Format = ""
				out.Records[i] = x
				continue
			}
			if e := thaw(x.Body); e != nil {
				if e.Name == fileElement {
					x.Format = "" // files are not written
					lost.Left("file", "", bundle.Why("account.files_name_author", "files that came beside the texts may name their author, so they are not written"))
				} else {
					e.Walk(nameless)
					x.Body = freeze(e)
				}
				out.Records[i] = x
			}
		}
	}
	return &out, lost, nil
}

// nameless takes out of a kept element where its file lies and what it is called
// there, and the marks by which the file would be written as it was.
func nameless(e *Element) {
	for _, a := range []string{"currentPath", "basePath", "richTextPath"} {
		e.Unset(a)
	}
	if e.Name == "User" {
		e.Unset("id")
	}
	for _, a := range []string{"path", "plainTextPath"} {
		if v := e.Attr(a); v != "" {
			name := slashed(v)
			ending := ""
			if i := strings.LastIndexByte(name, '.'); i > strings.LastIndexByte(name, '/') && len(name)-i <= 5 {
				ending = strings.ToLower(name[i:])
			}
			e.Set(a, "internal://"+bundle.DerivedID("refi", "nameless", v).String()+ending)
		}
	}
	e.Unset(sourceMark)
}
