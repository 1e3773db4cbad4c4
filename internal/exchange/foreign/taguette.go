package foreign

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
	"articula/internal/textpos"
)

// TaguetteOptions say how a file of Taguette is read.
type TaguetteOptions struct {
	Dots bool     // a dot in the path of a tag makes a level
	Only []string // the names of the projects to take over; none for all
}

// Taguette reads a file of Taguette. The codes of several projects in one file come
// under a folder each.
func Taguette(ctx context.Context, db Database, name string, o TaguetteOptions) (*bundle.Bundle, error) {
	w := newWork(ctx, db, "Taguette", "taguette", "")
	if err := w.needAll(name, map[string][]string{
		"projects": {"id", "name"}, "documents": {"id", "project_id", "contents"}, "tags": {"id", "project_id", "path"},
		"highlights": {"id", "document_id", "start_offset", "end_offset", "snippet"}, "highlight_tags": {"highlight_id", "tag_id"},
	}); err != nil {
		return nil, err
	}
	t := &taguette{work: w, o: o, project: map[string]row{}, called: map[string]string{}, copies: map[string]bool{}, made: map[string]made{}, folder: map[string]qda.ID{}, path: map[string]qda.ID{}}
	for _, step := range []func() error{t.projects, t.chosen, t.history, t.documents, t.tags, t.highlights} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w.b, nil
}

type taguette struct {
	*work
	o       TaguetteOptions
	project map[string]row
	called  map[string]string // the projects by number, each with a name of its own
	copies  map[string]bool   // the projects that have the name and the time of one before them
	made    map[string]made   // highlights, by whom and when
	owner   string            // who is asked where the history does not say
	folder  map[string]qda.ID
	path    map[string]qda.ID
	left    map[string]bool // what belongs to projects that were not chosen: documents and tags by table and number
}

// notChosen is why something stays in the file.
var notChosen = bundle.Why("account.not_chosen", "it belongs to a project of the file that was not chosen")

// chosen counts the documents of each project, and finds out whether those that were
// asked for are there.
func (t *taguette) chosen() error {
	t.left = map[string]bool{}
	documents := map[string]int{}
	if err := t.each("documents", func(r row) error {
		documents[r.ref("project_id")]++
		return nil
	}); err != nil {
		return err
	}
	for _, id := range sortedKeys(t.project) {
		t.b.Inside = append(t.b.Inside, bundle.Inside{Name: t.called[id], Documents: documents[id], Chosen: t.takes(id)})
	}
	for _, name := range t.o.Only {
		if !slices.ContainsFunc(t.b.Inside, func(i bundle.Inside) bool { return i.Name == name }) {
			return qda.E(qda.NotFound, "foreign.project", "The file holds no project {name}. It holds: {list}. Nothing was changed.", "name", name, "list", t.names())
		}
	}
	return nil
}

func (t *taguette) names() string {
	var out []string
	for _, i := range t.b.Inside {
		out = append(out, i.Name)
	}
	return strings.Join(out, ", ")
}

// takes reports whether a project is taken over.
func (t *taguette) takes(project string) bool {
	return len(t.o.Only) == 0 || slices.Contains(t.o.Only, t.called[project])
}

// leaves accounts for a row of a project that is not taken over.
func (t *taguette) leaves(table string, r row, name string) bool {
	if t.takes(r.ref("project_id")) {
		return false
	}
	t.left[table+" "+r.ref("id")] = true
	t.b.Account.Left(table, name, notChosen)
	return true
}

type made struct{ who, when string }

// key is what identities of things of a project follow from: its time and name, since
// numbers of rows are the same in every file. A copy that Taguette makes in the same file
// has both of the first, and is told from it by its number.
func (t *taguette) key(project string) string {
	p := t.project[project]
	key := p.text("created") + " " + p.text("name")
	if t.copies[project] {
		key += "\x00" + project
	}
	return key
}

// tellApart finds the projects that are copies of others, and gives each a name that no
// other has.
func (t *taguette) tellApart(list []row) {
	name := func(r row) string { return oneLine(r.text("name"), "Taguette") }
	keys, first, taken := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, r := range list {
		taken[name(r)] = true
	}
	for _, r := range list {
		id := r.ref("id")
		key := t.key(id)
		t.copies[id], keys[key] = keys[key], true
		t.called[id] = name(r)
		for n := 2; first[name(r)] && taken[t.called[id]]; n++ {
			t.called[id] = name(r) + " (" + strconv.Itoa(n) + ")"
		}
		first[name(r)], taken[t.called[id]] = true, true
	}
}

func (t *taguette) projects() error {
	var list []row
	if err := t.each("projects", func(r row) error {
		t.project[r.ref("id")] = r
		list = append(list, r)
		return nil
	}); err != nil {
		return err
	}
	t.tellApart(list)
	first := true
	for _, r := range list {
		if !t.takes(r.ref("id")) {
			t.b.Account.Left("projects", t.called[r.ref("id")], notChosen)
			continue
		}
		t.b.Account.Stored("projects")
		p := qda.Project{ID: t.id("project"), Title: t.called[r.ref("id")], Description: textpos.Normalise(r.text("description")), Settings: "{}"}
		if first {
			t.put(p)
		}
		first = false
		if len(list) > 1 {
			f := qda.Code{ID: t.id("folder", t.key(r.ref("id"))), Name: p.Title, Folder: true, Definition: p.Description, Pos: t.pos()}
			t.folder[r.ref("id")] = t.put(f)
		}
	}
	return t.each("project_members", func(r row) error {
		if t.owner == "" || r.text("privileges") == "ADMIN" {
			t.owner = r.text("user_login")
		}
		return nil
	})
}

// history finds who made which highlight. A command names the highlight in its
// payload.
func (t *taguette) history() error {
	n := 0
	err := t.each("commands", func(r row) error {
		n++
		var payload struct {
			Type string      `json:"type"`
			ID   json.Number `json:"highlight_id"`
		}
		if json.Unmarshal([]byte(r.text("payload")), &payload) != nil || payload.Type != "highlight_add" {
			return nil
		}
		if _, known := t.made[payload.ID.String()]; !known { // later ones change it
			t.made[payload.ID.String()] = made{r.text("user_login"), r.text("date")}
		}
		return nil
	})
	if n > 0 {
		t.b.Account.Note("commands", strconv.Itoa(n), bundle.Why("account.history_read", "the history of the file was read for who made what; it is not taken over"))
	}
	return err
}

func (t *taguette) documents() error {
	return t.each("documents", func(r row) error {
		if t.leaves("documents", r, r.text("name")) {
			return nil
		}
		text, _ := textOfHTML(r.text("contents"))
		d := qda.Document{
			ID: t.id("document", t.key(r.ref("project_id")), r.text("created"), r.text("name")), Title: oneLine(r.text("name"), "Document "+r.ref("id")),
			FileName: fileName(r.text("filename")), Description: textpos.Normalise(r.text("description")), CreatedAt: moment(r.text("created")),
		}
		doc := t.add(r.ref("id"), d, text.text, []byte(r.text("contents")), "text/html")
		doc.bytes = text
		t.b.Account.Stored("documents")
		return nil
	})
}

func fileName(s string) string {
	s = strings.ReplaceAll(s, `\`, "/")
	return s[strings.LastIndexByte(s, '/')+1:]
}

func (t *taguette) tags() error {
	return t.each("tags", func(r row) error {
		if t.leaves("tags", r, r.text("path")) {
			return nil
		}
		project := r.ref("project_id")
		names := []string{r.text("path")}
		if t.o.Dots {
			names = strings.Split(r.text("path"), ".")
		}
		parent := t.folder[project]
		for i := range names {
			path := project + "\x00" + strings.Join(names[:i+1], ".")
			id, known := t.path[path]
			if !known {
				id = t.id("tag", t.key(project), strings.Join(names[:i+1], "."))
				c := qda.Code{ID: id, ParentID: parent, Name: oneLine(names[i], "(unnamed)"), Pos: t.pos()}
				if i == len(names)-1 {
					c.Definition = textpos.Normalise(r.text("description"))
				}
				id = t.put(c)
				t.path[path] = id
			} else if i == len(names)-1 && r.text("description") != "" { // made as the parent of another before
				for j, x := range t.b.Records {
					if c, ok := x.(qda.Code); ok && c.ID == id {
						c.Definition = textpos.Normalise(r.text("description"))
						t.b.Records[j] = c
					}
				}
			}
			parent = id
		}
		t.codes[r.ref("id")] = parent
		t.b.Account.Stored("tags")
		return nil
	})
}

func (t *taguette) highlights() error {
	tags := map[string][]string{}
	if err := t.each("highlight_tags", func(r row) error {
		tags[r.ref("highlight_id")] = append(tags[r.ref("highlight_id")], r.ref("tag_id"))
		return nil
	}); err != nil {
		return err
	}
	return t.each("highlights", func(r row) error {
		doc := t.docs[r.ref("document_id")]
		snippet, _ := textOfHTML(r.text("snippet"))
		name := short(snippet.text)
		if t.left["documents "+r.ref("document_id")] {
			t.b.Account.Left("highlights", name, notChosen)
			for range tags[r.ref("id")] {
				t.b.Account.Left("highlight_tags", name, notChosen)
			}
			return nil
		}
		if doc == nil {
			t.keep("highlights", r, "", qda.ID{}, name, bundle.Why("account.row_no_document", "its document is not in the file; the row is kept"))
			return nil
		}
		p := passage{table: "highlight_tags", row: r, doc: doc, quote: snippet.text}
		start, ok1 := r.number("start_offset")
		end, ok2 := r.number("end_offset")
		if ok1 && ok2 {
			p.span, p.inOK = doc.bytes.span(start, end)
		}
		by, known := t.made[r.ref("id")]
		if !known {
			by.who = t.owner
		}
		list := tags[r.ref("id")]
		if len(list) == 0 {
			t.keep("highlights", r, "document", doc.ID, name, bundle.Why("account.row_no_tag", "highlights without a tag are kept, but not shown"))
			return nil
		}
		t.b.Account.Stored("highlights")
		for _, tag := range list {
			code, ok := t.codes[tag]
			if !ok {
				t.keep("highlight_tags", r, "document", doc.ID, name, bundle.Why("account.row_tag_missing", "its tag is not in the file; the row is kept"))
				continue
			}
			t.coding(doc.ID.String()+" "+r.ref("start_offset")+" "+r.ref("end_offset")+" "+code.String(), p, code, by.who, by.when, 0)
		}
		return nil
	})
}

// byteText is the text of a page of HTML with the places of its bytes, as Taguette
// counts them: those of the text alone.
type byteText struct {
	text  string
	first []int32 // by byte: the code point that it belongs to
	n     int     // code points
}

// span turns offsets in bytes into code points.
func (t *byteText) span(start, end int) (qda.Span, bool) {
	if t == nil || start < 0 || end <= start || end > len(t.first) {
		return qda.Span{}, false
	}
	return qda.Span{Start: int(t.first[start]), End: int(t.first[end-1]) + 1}, true
}

// blocks are the elements that begin a new line.
var blocks = map[string]bool{
	"p": true, "div": true, "br": true, "li": true, "ul": true, "ol": true, "tr": true, "table": true, "blockquote": true, "pre": true, "hr": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "section": true, "article": true, "dt": true, "dd": true,
}

// textOfHTML gives the text of a page, each block on a line of its own. Line ends
// that are put in have no byte of their own.
func textOfHTML(page string) (*byteText, error) {
	t := &byteText{}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	z.SetMaxBuf(16 << 20)
	line, last := false, '\n'
	for {
		switch z.Next() {
		case html.ErrorToken:
			t.text = b.String()
			return t, nil
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			line = line || blocks[string(name)]
		case html.TextToken:
			s := html.UnescapeString(string(z.Raw()))
			for _, r := range strings.ToValidUTF8(strings.ReplaceAll(s, "\r\n", "\n"), "\uFFFD") {
				if line && last != '\n' && r != '\n' && b.Len() > 0 {
					b.WriteByte('\n')
					t.n++
				}
				line = false
				width := len(string(r))
				if r == 0 || r == '\r' {
					r = map[rune]rune{0: '\uFFFD', '\r': '\n'}[r]
				}
				b.WriteRune(r)
				for range width {
					t.first = append(t.first, int32(t.n))
				}
				t.n++
				last = r
			}
		}
	}
}
