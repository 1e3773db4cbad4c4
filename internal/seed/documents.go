package seed

import (
	"io/fs"
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/textpos"
)

// illustrative are the first lines by which a document says that it was written
// for the sample, by language.
var illustrative = map[string]string{
	"en": "Illustrative document written for the sample project; it quotes no real person.",
	"es": "Documento ilustrativo redactado para el proyecto de ejemplo; no cita a ninguna persona real.",
	"fr": "Document illustratif rédigé pour le projet d’exemple ; il ne cite aucune personne réelle.",
	"pt": "Documento ilustrativo redigido para o projeto de exemplo; não cita nenhuma pessoa real.",
}

const documentsFile = "documents/documents.yaml"

func (l *loader) documents() {
	var raw rawDocuments
	if !l.read(documentsFile, &raw) {
		return
	}
	titles, slugs, listed := map[string]bool{}, map[string]bool{}, map[string]bool{documentsFile: true}
	for _, r := range raw.Documents {
		l.unique(documentsFile, r.Line, "document", r.Title, titles)
		slug := r.slug()
		l.unique(documentsFile, r.Line, "document", slug, slugs)
		listed["documents/"+r.File] = true
		l.document(r, slug)
	}
	for i := range l.out.Documents {
		l.slug[l.out.Documents[i].Slug] = &l.out.Documents[i]
	}
	for _, r := range raw.Documents {
		l.parts(r, r.slug())
	}
	l.rawDocs = raw.Documents
	l.noOther("documents", listed)
}

// slug is the file without its ending, by which other files refer to the document.
func (r rawDocument) slug() string { return strings.TrimSuffix(r.File, path.Ext(r.File)) }

// parts reads what of a document belongs to another case or is in another language.
func (l *loader) parts(r rawDocument, slug string) {
	d := l.slug[slug]
	if d == nil {
		return
	}
	place := func(p rawPart) Passage {
		return l.passage(documentsFile, rawPassage{Line: p.Line, Document: slug, Quote: p.Quote, Nth: p.Nth})
	}
	for _, p := range r.AlsoIn {
		l.known(documentsFile, p.Line, "case", p.Case, l.isCase[p.Case])
		if p.Case == r.Case {
			l.bad(documentsFile, p.Line, "the whole document belongs to the case %q already", p.Case)
		}
		d.AlsoIn = append(d.AlsoIn, CasePart{place(p), p.Case})
	}
	for _, p := range r.InLanguage {
		if len(p.Lang) != 2 || p.Lang == r.Lang {
			l.bad(documentsFile, p.Line, "%q is not another language than that of the document", p.Lang)
		}
		d.Passages = append(d.Passages, LanguagePart{place(p), p.Lang})
	}
}

// noOther reports files that nothing lists.
func (l *loader) noOther(folder string, listed map[string]bool) {
	err := fs.WalkDir(l.fsys, folder, func(file string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !listed[file] {
			l.bad(file, 0, "is not listed")
		}
		return err
	})
	if err != nil {
		l.bad(folder, 0, "cannot be read: %v", err)
	}
}

func (l *loader) document(r rawDocument, slug string) {
	d := Document{Slug: slug, Path: r.File, Case: r.Case, Document: qda.Document{Title: r.Title, FileName: path.Base(r.File), Lang: r.Lang,
		Date: r.Date, Jurisdiction: r.Jurisdiction, Description: r.Description}}
	d.Kind = oneOf(l, documentsFile, r.Line, "the kind", r.Kind, qda.DocumentKinds())
	l.known(documentsFile, r.Line, "case", r.Case, l.isCase[r.Case])
	l.need(documentsFile, r.Line, "the jurisdiction", r.Jurisdiction)
	l.need(documentsFile, r.Line, "the description", r.Description)
	if !dates.MatchString(r.Date) {
		l.bad(documentsFile, r.Line, "%q is not a date", r.Date)
	}
	b, err := fs.ReadFile(l.fsys, "documents/"+r.File)
	if err != nil {
		l.bad(documentsFile, r.Line, "the file cannot be read: %v", err)
		return
	}
	d.Bytes, d.Text = b, textpos.Normalise(string(b))
	file := "documents/" + r.File
	if !utf8.Valid(b) || d.Text != string(b) {
		l.bad(file, 0, "is not plain UTF-8 with \\n as its line end")
	}
	first, _, _ := strings.Cut(d.Text, "\n")
	if want, ok := illustrative[r.Lang]; !ok || first != want {
		l.bad(file, 1, "does not say in its first line, in its language (%s), that it is illustrative", r.Lang)
	}
	l.speakers(&d, r)
	l.out.Documents = append(l.out.Documents, d)
}

var turn = regexp.MustCompile(`^([^:.?!]{1,60}): \S`)

// speakers checks that a transcript consists of turns of its speakers, after a
// title.
func (l *loader) speakers(d *Document, r rawDocument) {
	names, spoke := map[string]bool{}, map[string]bool{}
	for _, s := range r.Speakers {
		l.unique(documentsFile, s.Line, "speaker", s.Name, names)
		role := oneOf(l, documentsFile, s.Line, "the role", s.Role, qda.SpeakerRoles())
		d.Speakers = append(d.Speakers, qda.Speaker{Name: s.Name, Role: role})
	}
	file := "documents/" + d.Path
	if d.Kind.Spoken() != (len(r.Speakers) > 0) {
		l.bad(documentsFile, r.Line, "interviews and focus groups have speakers, other documents have none")
	}
	turns := 0
	for i, line := range strings.Split(d.Text, "\n") {
		m := turn.FindStringSubmatch(line)
		switch {
		case m != nil && names[m[1]]:
			spoke[m[1]] = true
			turns++
		case line == "" || !d.Kind.Spoken():
		case m != nil || turns > 0:
			l.bad(file, i+1, "is not a turn of one of its speakers")
		}
	}
	for _, s := range r.Speakers {
		if !spoke[s.Name] {
			l.bad(documentsFile, s.Line, "the speaker %q says nothing", s.Name)
		}
	}
}
