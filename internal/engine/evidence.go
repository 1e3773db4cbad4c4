package engine

import (
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// evidence is what stood at a cell's place when its statement was written: the
// codings there with their codes and ends, and the wordings of the codes' definitions. A cell
// keeps it, so that it can say later what has changed.
type evidence struct {
	codings []placed
	codes   map[qda.ID]string // fingerprint of the definition
	known   bool              // false where nothing was recorded
}

// placed is a coding, its code and where it stood.
type placed struct {
	id   qda.ID
	code qda.ID // none where it was not recorded
	qda.Span
}

// storedEvidence is how a cell keeps it: texts of "id:start-end" and "id:fingerprint",
// separated by blanks, which are read ten times as fast as lists. Bears has the codes of
// the codings in the order of these; cells that were written before it was kept lack it.
type storedEvidence struct {
	Codings string `json:"codings"`
	Bears   string `json:"bears,omitempty"`
	Codes   string `json:"codes"`
}

func (e evidence) encode() string {
	var codings, bears, codes []string
	for _, c := range slices.SortedFunc(slices.Values(e.codings), func(a, b placed) int { return compareIDs(a.id, b.id) }) {
		codings = append(codings, c.id.String()+":"+strconv.Itoa(c.Start)+"-"+strconv.Itoa(c.End))
		bears = append(bears, c.code.String())
	}
	for id, f := range e.codes {
		codes = append(codes, id.String()+":"+f)
	}
	slices.Sort(codes)
	b, err := json.Marshal(storedEvidence{strings.Join(codings, " "), strings.Join(bears, " "), strings.Join(codes, " ")})
	if err != nil {
		panic("engine: evidence cannot be encoded: " + err.Error()) // it holds only texts
	}
	return string(b)
}

// decodeEvidence reads what a cell keeps; what cannot be read counts as not recorded.
func decodeEvidence(s string) evidence {
	e := evidence{codes: map[qda.ID]string{}}
	var stored struct {
		Codings *string `json:"codings"`
		Bears   string  `json:"bears"`
		Codes   string  `json:"codes"`
	}
	if json.Unmarshal([]byte(s), &stored) != nil || stored.Codings == nil {
		return e
	}
	e.codings = make([]placed, 0, strings.Count(*stored.Codings, " ")+1)
	for part := range strings.FieldsSeq(*stored.Codings) {
		name, ends, _ := strings.Cut(part, ":")
		id, err := qda.ParseID(name)
		from, to, ok := strings.Cut(ends, "-")
		start, err1 := strconv.Atoi(from)
		end, err2 := strconv.Atoi(to)
		if err != nil || !ok || err1 != nil || err2 != nil {
			return e
		}
		e.codings = append(e.codings, placed{id: id, Span: qda.Span{Start: start, End: end}})
	}
	if bears := strings.Fields(stored.Bears); len(bears) == len(e.codings) {
		for i, name := range bears {
			id, err := qda.ParseID(name)
			if err != nil {
				return e
			}
			e.codings[i].code = id
		}
	}
	for _, part := range strings.Fields(stored.Codes) {
		name, f, ok := strings.Cut(part, ":")
		id, err := qda.ParseID(name)
		if err != nil || !ok {
			return e
		}
		e.codes[id] = f
	}
	e.known = true
	return e
}

// definitionMark is a fingerprint of what a code means.
func definitionMark(k qda.Code) string {
	h := qda.HashOf([]byte(strings.Join([]string{k.Definition, k.IncludeWhen, k.ExcludeWhen, k.Example}, "\x00")))
	return hex.EncodeToString(h[:6])
}

// Staleness says what has changed at a finding's place since it was written.
type Staleness struct {
	Known       bool `json:"known"`       // what stood there was recorded
	New         int  `json:"new"`         // codings that were not there
	Withdrawn   int  `json:"withdrawn"`   // codings that are not there any more
	Resized     int  `json:"resized"`     // codings with other ends
	Recoded     int  `json:"recoded"`     // codings with another code that is asked for here too; 0 where codes were not recorded
	Definitions int  `json:"definitions"` // codes whose definition says something else now
}

// Fresh reports whether nothing has changed.
func (s Staleness) Fresh() bool {
	return s.New == 0 && s.Withdrawn == 0 && s.Resized == 0 && s.Recoded == 0 && s.Definitions == 0
}

// changes is a staleness with the things themselves.
type changes struct {
	Staleness
	withdrawn   []placed
	definitions []qda.ID
}

// since compares what stood at a place with the n codings that stand there now; at
// gives one of these by its identity. gone says of codings that are not there any
// more whether they were really taken away: a blind round may hide them.
func (e evidence) since(n int, at func(qda.ID) (qda.Coding, bool), node func(qda.ID) (qda.Code, bool), gone func(qda.ID) bool) changes {
	var c changes
	if c.Known = e.known; !e.known {
		return c
	}
	seen := 0
	for _, was := range e.codings {
		is, there := at(was.id)
		switch {
		case there:
			seen++
			if is.Span != was.Span {
				c.Resized++
			}
			if !was.code.IsZero() && is.CodeID != was.code {
				c.Recoded++
			}
		case gone(was.id):
			c.Withdrawn++
			c.withdrawn = append(c.withdrawn, was)
		}
	}
	c.New = n - seen
	for id, mark := range e.codes {
		if k, ok := node(id); ok && definitionMark(k) != mark {
			c.Definitions++
			c.definitions = append(c.definitions, id)
		}
	}
	slices.SortFunc(c.definitions, compareIDs)
	return c
}

// held says which codings stood there.
func (e evidence) held() map[qda.ID]bool {
	out := make(map[qda.ID]bool, len(e.codings))
	for _, c := range e.codings {
		out[c.id] = true
	}
	return out
}

func compareIDs(a, b qda.ID) int { return strings.Compare(string(a[:]), string(b[:])) }

// area says which codings count as the evidence of a dimension: those of a code and
// its descendants, those that a condition selects, or, for a free question, those of
// the codes that the passages cited for it bear.
type area struct {
	codes map[qda.ID]bool // nil for all
	ids   map[qda.ID]bool // nil for all
	// problem is why the condition cannot be answered (any more): then nothing is known of
	// what stands there.
	problem *qda.Error
}

func (a area) holds(c qda.Coding) bool {
	return (a.codes == nil || a.codes[c.CodeID]) && (a.ids == nil || a.ids[c.ID])
}

// marks are the definitions that the area depends on.
func (a area) marks(cat *catalog) map[qda.ID]string {
	out := map[qda.ID]string{}
	for id := range a.codes {
		if n := cat.tree.Node(id); n != nil {
			out[id] = definitionMark(n.Code)
		}
	}
	return out
}

// dimensionArea is the area of a dimension that asks for a code or a facet.
func (p *Project) dimensionArea(tx *store.Tx, cat *catalog, d qda.Dimension) (area, error) {
	var a area
	if d.Kind == DimensionCode {
		a.codes = map[qda.ID]bool{}
		for _, id := range cat.tree.Within(d.CodeID) {
			a.codes[id] = true
		}
	}
	if d.Kind != DimensionQuestion && strings.TrimSpace(d.Query) != "" {
		a.ids = map[qda.ID]bool{}
		found, _, err := p.selectCodings(tx, cat, d.Query, false, nil)
		switch qda.KindOf(err) {
		case qda.Invalid, qda.NotFound, qda.Conflict:
			a.problem = qda.AsError(err)
			return a, nil
		}
		if err != nil {
			return a, err
		}
		for _, c := range found {
			a.ids[c.ID] = true
		}
	}
	return a, nil
}

// questionArea is the area of a free question in one row: the codes of the codings
// that share a character with a cited passage.
func questionArea(cited []qda.Citation, over func(document qda.ID) []qda.Coding) area {
	a := area{codes: map[qda.ID]bool{}}
	for _, c := range cited {
		for _, k := range over(c.DocumentID) {
			if k.Overlaps(c.Span) {
				a.codes[k.CodeID] = true
			}
		}
	}
	return a
}

// standing lists the codings of an area in cases and those below them.
func (w *world) standing(a area, cases []qda.ID, of func(document qda.ID) []qda.Coding) []qda.Coding {
	row := w.cat.cases.under(cases...)
	var out []qda.Coding
	for _, d := range w.cat.documents {
		lies := w.lying(row, d.ID)
		if lies == nil {
			continue
		}
		for _, c := range of(d.ID) {
			if a.holds(c) && lies(c.Span) {
				out = append(out, c)
			}
		}
	}
	return out
}

// lying tells which spans of a document lie in one of the cases; nil says that none does,
// or that the document is in the bin.
func (w *world) lying(cases map[qda.ID]bool, document qda.ID) func(qda.Span) bool {
	if w.cat.binned(document) || !slices.ContainsFunc(w.cat.spans[document], func(s qda.CaseSpan) bool { return cases[s.CaseID] }) {
		return nil
	}
	doc := w.doc(document)
	in := func(k *qda.Case) bool { return cases[k.ID] }
	if doc.whole {
		wholly := slices.ContainsFunc(doc.caseless, in)
		return func(qda.Span) bool { return wholly }
	}
	return func(at qda.Span) bool { return slices.ContainsFunc(doc.cases(at), in) }
}

// cites reports whether one of the citations rests on the coding: made from it, or
// on words that it covers.
func cites(cited []qda.Citation, c qda.Coding) bool {
	return slices.ContainsFunc(cited, func(x qda.Citation) bool {
		return x.CodingID == c.ID || x.DocumentID == c.DocumentID && x.Overlaps(c.Span)
	})
}
