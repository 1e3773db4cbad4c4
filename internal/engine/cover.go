package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"articula/internal/pseudonym"
	"articula/internal/qda"
	"articula/internal/store"
	"articula/internal/textpos"
)

// Sharing says for whom something is written, and so what must not be in it.
type Sharing struct {
	Profile    string `json:"profile"`    // "team" or "" for everything; "archive"; "publication"
	Pseudonyms bool   `json:"pseudonyms"` // team: replace the names of the register all the same
}

// The profiles of sharing.
const (
	ForTeam        = "team"
	ForArchive     = "archive"
	ForPublication = "publication"
)

// SharingProfile says what a profile takes out.
type SharingProfile struct {
	Name  string   `json:"name"`
	Takes []string `json:"takes"` // what is taken out: names, users, paths, files, history, memos, times, identities; and "answers": the scan must be answered
}

// SharingProfiles lists the profiles, the most open first.
func SharingProfiles() []SharingProfile {
	return []SharingProfile{
		{ForTeam, []string{}},
		{ForArchive, []string{"names", "users", "paths", "files", "history"}},
		{ForPublication, []string{"names", "users", "paths", "files", "history", "memos", "times", "identities", "answers"}},
	}
}

func (s Sharing) takes(what string) bool {
	for _, p := range SharingProfiles() {
		if p.Name == s.Profile {
			return slices.Contains(p.Takes, what) || what == "names" && s.Pseudonyms
		}
	}
	return what == "names" && s.Pseudonyms
}

// all lists what is taken out.
func (s Sharing) all() []string {
	out := []string{}
	for _, what := range SharingProfiles()[2].Takes {
		if s.takes(what) {
			out = append(out, what)
		}
	}
	return out
}

func (s Sharing) check() error {
	for _, p := range SharingProfiles() {
		if s.Profile == p.Name || s.Profile == "" {
			return nil
		}
	}
	return qda.E(qda.Invalid, "sharing.profile", "{name} is not a profile for sharing. Use one of team, archive, publication.", "name", s.Profile)
}

// cover lies over what leaves the project: it replaces the names of the register and
// leaves out what the profile takes out. A nil cover lets everything through.
type cover struct {
	Sharing
	entries  []pseudonym.Entry
	matchers map[string]*pseudonym.Matcher // by language
	coders   map[qda.ID]string
	people   *pseudonym.Matcher // for the names of coders, as they are written
	texts    map[qda.ID]*coveredText
	project  qda.ID // for identities that are made anew
}

// coveredText is a text with its names replaced.
type coveredText struct {
	edits textpos.Edits
	ix    *textpos.Index // of the new text
	hash  qda.Hash
}

// shown carries a span over to the text with its names replaced. One that held a part
// of a name holds all that stands for it.
func (t *coveredText) shown(s qda.Span) qda.Span {
	span, _ := t.edits.Anchor(t.edits.Widen(s))
	return span
}

// newCover prepares a cover; nil where nothing is to be taken out.
func newCover(tx *store.Tx, s Sharing) (*cover, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	if (s.Profile == "" || s.Profile == ForTeam) && !s.Pseudonyms {
		return nil, nil
	}
	list, err := readPseudonyms(tx)
	if err != nil {
		return nil, err
	}
	c := &cover{Sharing: s, entries: entriesOf(list), matchers: map[string]*pseudonym.Matcher{}, coders: map[qda.ID]string{}, texts: map[qda.ID]*coveredText{}}
	if !s.takes("users") {
		return c, nil
	}
	projects, err := store.List[qda.Project](tx, store.Eq{})
	if err != nil {
		return nil, err
	}
	c.project = projects[0].ID
	coders, err := store.List[qda.Coder](tx, store.Eq{})
	var people []pseudonym.Entry
	for i, x := range coders {
		c.coders[x.ID] = fmt.Sprintf("Coder %d", i+1)
		people = append(people, pseudonym.Entry{Name: x.Name, Kind: qda.PersonName, Replacement: c.coders[x.ID], Lang: "en", MatchCase: true})
	}
	c.people = pseudonym.NewMatcher(people, "en")
	return c, err
}

func (c *cover) matcher(lang string) *pseudonym.Matcher {
	m := c.matchers[lang]
	if m == nil {
		m = pseudonym.NewMatcher(c.entries, lang)
		c.matchers[lang] = m
	}
	return m
}

// words gives a text that is no document with its names replaced.
func (c *cover) words(s string) string {
	if c == nil || s == "" {
		return s
	}
	return c.matcher("").Replace(s)
}

// said is words for what the program or the people who worked wrote, which may name a
// coder; texts of documents do not, for somebody in them may have the same name.
func (c *cover) said(s string) string {
	if c == nil || s == "" {
		return s
	}
	if c.people != nil {
		s = c.people.Replace(s)
	}
	return c.named(c.words(s))
}

// coder gives the name under which a coder appears.
func (c *cover) coder(id qda.ID, name string) string {
	if c == nil {
		return name
	}
	if alias, ok := c.coders[id]; ok {
		return alias
	}
	return c.words(name)
}

// moment gives a time as exactly as it may be told.
func (c *cover) moment(at string) string {
	if c == nil || !c.takes("times") || len(at) < 10 {
		return at
	}
	return at[:10]
}

// text gives the text of a document with its names replaced.
func (c *cover) text(tx *store.Tx, d *qda.Document) (*coveredText, error) {
	if t := c.texts[d.ID]; t != nil {
		return t, nil
	}
	text, err := tx.Text(d.TextHash)
	if err != nil {
		return nil, err
	}
	t := c.covered(d.Lang, text.Body)
	c.texts[d.ID] = t
	return t, nil
}

func (c *cover) covered(lang, body string) *coveredText {
	t := &coveredText{edits: c.matcher(lang).Edits(body)}
	next := body
	if len(t.edits) > 0 {
		next = t.edits.Apply(textpos.NewIndex(body))
	}
	t.ix, t.hash = textpos.NewIndex(next), qda.HashOf([]byte(next))
	return t
}

// coding gives a coding as it may be shown.
func (c *cover) coding(tx *store.Tx, d *qda.Document, x qda.Coding) (qda.Coding, error) {
	if c == nil {
		return x, nil
	}
	t, err := c.text(tx, d)
	if err != nil {
		return x, err
	}
	x.Span, x.TextHash = t.shown(x.Span), t.hash
	x.Quote, x.CreatedAt = t.ix.Slice(x.Span), c.moment(x.CreatedAt)
	return x, nil
}

// structure carries the structure of a text over to the one with its names replaced.
func (c *cover) structure(s qda.Structure, t *coveredText) qda.Structure {
	out := qda.Structure{TextHash: t.hash, Norm: s.Norm, Parts: make([]qda.Part, len(s.Parts))}
	for i, p := range s.Parts {
		p.Span, p.Speaker = t.shown(p.Span), c.words(p.Speaker)
		if p.Kind != qda.Page {
			p.Label = c.words(p.Label)
		}
		out.Parts[i] = p
	}
	return out
}

// written gives a JSON text with the names in its texts replaced.
func (c *cover) written(s string) string {
	var v any
	if json.Unmarshal([]byte(s), &v) != nil {
		return c.words(s)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if enc.Encode(c.inside(v)) != nil {
		return "null"
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// json covers a JSON text; without a cover it stays as it is, to the byte.
func (c *cover) json(s string) string {
	if c == nil {
		return s
	}
	return c.written(s) + "\n"
}

func (c *cover) inside(v any) any {
	switch x := v.(type) {
	case string:
		return c.mark(x)
	case []any:
		for i := range x {
			x[i] = c.inside(x[i])
		}
	case map[string]any:
		out := make(map[string]any, len(x))
		for k := range x {
			out[c.mark(k)] = c.inside(x[k])
		}
		return out
	}
	return v
}
