package engine

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// MentionQuery asks where texts speak of actors.
type MentionQuery struct {
	Actors  []qda.ID `json:"actors" ts_type:"string[]"` // none for all
	Where   string   `json:"where"`                     // a condition on the turn or paragraph
	Uncoded bool     `json:"uncoded"`                   // only where no coding names the actor yet
	// Refused asks for the places that were said not to speak of the actor, instead of all others.
	Refused bool `json:"refused"`
}

// Mention is a place where an actor is named.
type Mention struct {
	Actor     Ref             `json:"actor"`
	Name      string          `json:"name"` // the name of the register that it is
	Document  SegmentDocument `json:"document"`
	Start     int             `json:"start"`
	End       int             `json:"end"`
	Quote     string          `json:"quote"`
	Before    string          `json:"before"` // from the edge of a word, after "…" where the text begins earlier
	After     string          `json:"after"`  // to the edge of a word, with "…" where the text goes on
	Position  Position        `json:"position"`
	Coded     bool            `json:"coded"`     // a coding over it names the actor
	Ambiguous bool            `json:"ambiguous"` // another actor has the same name
	Refused   bool            `json:"refused"`   // somebody said that it does not speak of the actor
}

// Mentions finds the names and acronyms of actors in the texts, in reading order.
// Names are found without regard to case and accents, acronyms letter for letter. Of
// names that lie in one another the longest counts: "Ministry of Agriculture" is not
// also a mention of "Ministry".
func (p *Project) Mentions(ctx context.Context, q MentionQuery) ([]Mention, error) {
	register, err := p.Actors(ctx)
	if err != nil {
		return nil, err
	}
	var found []Mention
	for _, a := range register {
		for _, n := range namesOfActor(a) {
			hits, err := p.mentionsOf(ctx, Ref{a.ID, a.Name}, n, q.Where)
			if err != nil {
				return nil, err
			}
			found = append(found, hits...)
		}
	}
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		w := newWorld(p, tx, cat)
		found = w.longest(found)
		w.cutAtWords(found)
		w.markCoded(found)
		if err := markRefused(tx, found); err != nil {
			return err
		}
		return w.err
	})
	out := []Mention{}
	for _, m := range found {
		if (len(q.Actors) == 0 || slices.Contains(q.Actors, m.Actor.ID)) && !(q.Uncoded && m.Coded) && m.Refused == q.Refused {
			out = append(out, m)
		}
	}
	return out, err
}

// namesOfActor are all names of an actor, each once.
func namesOfActor(a ActorView) []ActorNameView {
	out := []ActorNameView{}
	seen := map[string]bool{}
	for _, n := range append(slices.Clone(a.Names), ActorNameView{Name: a.Name}) {
		key := codebook.Fold(n.Name)
		if n.Acronym {
			key = "\x00" + n.Name
		}
		if !seen[key] && codebook.Fold(n.Name) != "" {
			seen[key] = true
			out = append(out, n)
		}
	}
	return out
}

func (p *Project) mentionsOf(ctx context.Context, actor Ref, name ActorNameView, where string) ([]Mention, error) {
	text := `"` + strings.ReplaceAll(name.Name, `"`, " ") + `"`
	page, err := p.Search(ctx, SearchQuery{Text: text, Where: where, In: []string{"text"}})
	if err != nil {
		return nil, err
	}
	var out []Mention
	for _, h := range page.Hits {
		h = withSigns(h, name.Name)
		same := strings.Join(strings.Fields(h.Quote), " ") == name.Name
		if !name.Acronym {
			same = codebook.Fold(strings.Join(strings.Fields(h.Quote), " ")) == codebook.Fold(name.Name) && signsOf(h.Quote) == signsOf(name.Name)
		}
		if same { // the search also finds other forms of the words
			out = append(out, Mention{Actor: actor, Name: name.Name, Document: h.Document, Start: h.Start, End: h.End, Quote: h.Quote, Before: h.Before, After: h.After, Position: h.Position})
		}
	}
	return out, nil
}

// withSigns takes the signs into a hit with which a name begins or ends and which stand
// around it: the search only finds words, and "Cash+" is another name than "cash".
func withSigns(h SearchHit, name string) SearchHit {
	head := name[:len(name)-len(strings.TrimLeftFunc(name, isSign))]
	tail := name[len(strings.TrimRightFunc(name, isSign)):]
	if head != "" && strings.HasSuffix(h.Before, head) {
		h.Before, h.Quote, h.Start = strings.TrimSuffix(h.Before, head), head+h.Quote, h.Start-utf8.RuneCountInString(head)
	}
	if tail != "" && strings.HasPrefix(h.After, tail) {
		h.After, h.Quote, h.End = strings.TrimPrefix(h.After, tail), h.Quote+tail, h.End+utf8.RuneCountInString(tail)
	}
	return h
}

// signsOf are the signs of a text, without its words.
func signsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if isSign(r) {
			return r
		}
		return -1
	}, s)
}

// isSign tells what belongs to a name from the stops and brackets around words.
func isSign(r rune) bool { return unicode.IsSymbol(r) || strings.ContainsRune("&#%@*", r) }

// longest keeps, of mentions that overlap, the longest, and marks those that several
// actors share; in reading order.
func (w *world) longest(list []Mention) []Mention {
	order := w.cat.documentOrder()
	slices.SortStableFunc(list, func(a, b Mention) int {
		return cmp.Or(order[a.Document.ID]-order[b.Document.ID], a.Start-b.Start, b.End-a.End)
	})
	var out []Mention
	for i, m := range list {
		keep := true
		span := qda.Span{Start: m.Start, End: m.End}
		for j, o := range list {
			if i == j || o.Document.ID != m.Document.ID || !span.Overlaps(qda.Span{Start: o.Start, End: o.End}) {
				continue
			}
			switch {
			case o.Start == m.Start && o.End == m.End:
				keep = keep && (o.Actor != m.Actor || i < j)
				m.Ambiguous = m.Ambiguous || o.Actor != m.Actor
			case o.End-o.Start > span.Len() || o.End-o.Start == span.Len() && o.Start < m.Start:
				keep = false
			}
		}
		if keep {
			out = append(out, m)
		}
	}
	return out
}

// cutAtWords lets what stands around mentions begin and end with whole words.
func (w *world) cutAtWords(list []Mention) {
	for i := range list {
		m := &list[i]
		ix, err := w.p.texts.of(w.tx, w.doc(m.Document.ID).TextHash)
		if err != nil {
			w.fail(err)
			return
		}
		if m.Start > utf8.RuneCountInString(m.Before) {
			m.Before = "…" + fromWord(m.Before)
		}
		if m.End+utf8.RuneCountInString(m.After) < ix.Len() {
			m.After = toWord(m.After) + "…"
		}
	}
}

// fromWord leaves out what may be the end of a word at the beginning of a text; one
// that has no spaces stays as it is.
func fromWord(s string) string {
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 && strings.TrimSpace(s[i:]) != "" {
		return strings.TrimLeftFunc(s[i:], unicode.IsSpace)
	}
	return s
}

// toWord is fromWord for the end of a text.
func toWord(s string) string {
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 && strings.TrimSpace(s[:i]) != "" {
		return strings.TrimRightFunc(s[:i], unicode.IsSpace)
	}
	return s
}

// markCoded says which mentions lie under a coding that names their actor.
func (w *world) markCoded(list []Mention) {
	for i, m := range list {
		d := w.doc(m.Document.ID)
		for _, c := range d.over(qda.Span{Start: m.Start, End: m.End}, 0) {
			for _, q := range d.qualifiers(c.ID) {
				list[i].Coded = list[i].Coded || q.ValueID == m.Actor.ID
			}
		}
	}
}

// CodeMentions codes places where actors are named.
type CodeMentions struct {
	Mentions []MentionPlace `json:"mentions"`
	Code     qda.ID         `json:"code" ts_type:"string"`
	Round    qda.ID         `json:"round" ts_type:"string"`
	Extent   Extent         `json:"extent"` // "" is match
}

// MentionPlace is a place and the actor that is named there.
type MentionPlace struct {
	HitPlace
	Actor qda.ID `json:"actor" ts_type:"string"`
}

// CodeMentions codes them with the code and the actor in the facet that takes actors,
// as one operation. Where the coder has the code over the words already, that coding
// gets the actor.
func (p *Project) CodeMentions(ctx context.Context, r CodeMentions) (CodedHits, error) {
	var done CodedHits
	cat, err := p.names(ctx)
	if err != nil {
		return done, err
	}
	var facet qda.Facet
	for _, f := range cat.facets {
		if f.Actors && f.DeletedAt == "" && facet.ID.IsZero() {
			facet = f
		}
	}
	if facet.ID.IsZero() {
		return done, qda.E(qda.Invalid, "actor.no_facet", "No facet of the project takes actors. Make one first. Nothing was changed.")
	}
	_, err = p.update(ctx, "coding.bulk", func(tx *store.Tx) error {
		done = CodedHits{}
		round, err := roundFor(tx, r.Round)
		if err != nil {
			return err
		}
		if _, err := codableCode(tx, r.Code); err != nil {
			return err
		}
		for _, m := range r.Mentions {
			if err := p.codeMention(tx, r, round, m, FacetValue{Facet: facet.ID, Value: m.Actor}, &done); err != nil {
				return err
			}
		}
		return nil
	})
	return done, err
}

func (p *Project) codeMention(tx *store.Tx, r CodeMentions, round qda.ID, m MentionPlace, actor FacetValue, done *CodedHits) error {
	spans, _, err := p.hitSpans(tx, CodeHits{Hits: []HitPlace{m.HitPlace}, Extent: r.Extent})
	if err != nil {
		return err
	}
	d, ix, err := p.documentText(tx, m.Document)
	if err != nil {
		return err
	}
	span := spans[d.ID][0]
	mine, err := ownOverlapping(tx, d.ID, r.Code, round, span)
	if err != nil {
		return err
	}
	overlapping := false
	for _, c := range mine {
		if c.Contains(span) {
			done.Covered++
			return setFacet(tx, "coding", c.ID, actor, true)
		}
		overlapping = overlapping || c.Overlaps(span)
	}
	overlap := OverlapSeparate
	if overlapping {
		overlap = OverlapExtend
		done.Extended++
	} else {
		done.Coded++
	}
	_, err = addCoding(tx, d, ix, r.Code, round, AddCodings{Span: span, Facets: []FacetValue{actor}, Overlap: overlap})
	return err
}
