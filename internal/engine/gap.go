package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// GapQuery asks where the norm and practice part.
type GapQuery struct {
	Codes []qda.ID `json:"codes" ts_type:"string[]"` // dimensions, each with its descendants; none: the codes at the top
	Cases []qda.ID `json:"cases" ts_type:"string[]"` // with those below them; none: all cases without others below them
	// Together takes the cases as one, which has no identity and is called by their names.
	Together bool `json:"together,omitempty"`
}

// GapRow holds one dimension of one case against the kinds of source.
type GapRow struct {
	Case     Ref     `json:"case"` // by path
	Code     Ref     `json:"code"` // by path
	Norm     GapSide `json:"norm"`
	Practice GapSide `json:"practice"`
	Other    GapSide `json:"other"`
	// Links are the typed links between a formal document and what people say, one of
	// whose ends is coded with the dimension in the case, and the other lies in the case.
	Links   []LinkView `json:"links"`
	Verdict string     `json:"verdict"` // see the Gap constants
	// Opposed says that the norm mostly enables and practice mostly hinders, or the
	// other way round, by the facet influence.
	Opposed bool `json:"opposed"`
}

// GapSide is what one kind of source says.
type GapSide struct {
	Segments  int `json:"segments"`
	Documents int `json:"documents"`
	Enables   int `json:"enables"`
	Hinders   int `json:"hinders"`
	// Linked counts the passages of this side that are not coded with the dimension in the
	// case, and to or from which a link of the row leads: through it, they speak of it.
	Linked int `json:"linked"`
}

// Speaks says that the side is not silent: something of it is coded, or linked to what is.
func (s GapSide) Speaks() bool { return s.Segments+s.Linked > 0 }

// What a gap report can find.
const (
	GapContradicted   = "contradicted"    // a link says that one contradicts the other
	GapSupported      = "supported"       // a link says that one bears the other out, and none contradicts
	GapBoth           = "both"            // both speak, and nothing joins them
	GapNormSilent     = "norm_silent"     // people speak of it, formal documents do not, and no link leads to one
	GapPracticeSilent = "practice_silent" // formal documents speak of it, nobody mentions it, and no link leads to anybody
	GapOther          = "other"           // only reports and the like do
	GapSilent         = "silent"          // nothing does
)

// Gap reports, for every case and dimension, what formal documents say, what people
// say, and where they contradict each other or one side is silent. A passage of one
// side that lies in the case, and is linked with a coded one of the other, is that side
// speaking, whatever it is coded with itself.
func (p *Project) Gap(ctx context.Context, q GapQuery) ([]GapRow, error) {
	out := []GapRow{}
	f, err := p.frame(ctx, false)
	if err != nil {
		return out, err
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		g := &gapWorld{w: newWorld(p, tx, f.cat), frame: f, influence: f.cat.facetCalled("influence")}
		if g.facets, err = f.facets(tx); err != nil {
			return err
		}
		if g.links, err = f.cat.standingLinks(tx); err != nil {
			return err
		}
		codes, cases := q.Codes, q.Cases
		if len(codes) == 0 {
			for n := range f.cat.tree.Standing {
				if n.Parent == nil {
					codes = append(codes, n.Code.ID)
				}
			}
		}
		if len(cases) == 0 {
			cases = f.cat.cases.leafIDs()
		}
		names := []string{}
		for _, k := range cases {
			if f.cat.cases.byID[k] == nil {
				return noCase(k)
			}
			names = append(names, f.cat.cases.byID[k].Name)
		}
		rows, refs := [][]qda.ID{cases}, []Ref{{Name: strings.Join(names, ", ")}}
		if !q.Together {
			rows, refs = nil, nil
			for _, k := range cases {
				rows, refs = append(rows, []qda.ID{k}), append(refs, Ref{k, f.cat.cases.path(k)})
			}
		}
		for i, k := range rows {
			for _, c := range codes {
				n := f.cat.tree.Node(c)
				if n == nil {
					return noCode(c)
				}
				row := g.row(k, c)
				row.Case, row.Code = refs[i], Ref{c, n.Path()}
				out = append(out, row)
			}
		}
		return g.w.err
	})
	return out, err
}

type gapWorld struct {
	w         *world
	frame     *frame
	facets    map[qda.ID][]qda.Qualifier
	links     []qda.Link
	influence qda.ID
}

func (g *gapWorld) row(cases []qda.ID, code qda.ID) GapRow {
	a := area{codes: map[qda.ID]bool{}}
	for _, id := range g.w.cat.tree.Within(code) {
		a.codes[id] = true
	}
	standing := g.w.standing(a, cases, g.frame.of)
	row := GapRow{Links: []LinkView{}}
	sides := map[string]*GapSide{SourceNorm: &row.Norm, SourcePractice: &row.Practice, SourceOther: &row.Other}
	seen := map[qda.ID]bool{}
	for _, c := range standing {
		side := sides[sourceOf(g.w.doc(c.DocumentID).Kind)]
		side.Segments++
		if !seen[c.DocumentID] {
			seen[c.DocumentID] = true
			side.Documents++
		}
		for _, q := range g.facets[c.ID] {
			if q.FacetID != g.influence {
				continue
			}
			switch name := g.w.cat.valueOf[q.ValueID]; {
			case g.w.cat.called(q.ValueID, name, "enables"):
				side.Enables++
			case g.w.cat.called(q.ValueID, name, "hinders"):
				side.Hinders++
			}
		}
	}
	// a passage of another case, or of none, says nothing of this one
	inCases := g.w.cat.cases.under(cases...)
	lies := func(at qda.Passage) bool {
		in := g.w.lying(inCases, at.DocumentID)
		return in != nil && in(at.Span)
	}
	contradicts, supports := false, false
	linked := map[qda.Passage]bool{}
	for _, l := range g.links {
		if !g.joins(l) || !touches(standing, l.From) && !touches(standing, l.To) || !lies(l.From) || !lies(l.To) {
			continue
		}
		row.Links = append(row.Links, g.w.linkView(l, citationContext))
		for _, end := range []qda.Passage{l.From, l.To} {
			if !linked[end] && !touches(standing, end) {
				linked[end] = true
				sides[sourceOf(g.w.doc(end.DocumentID).Kind)].Linked++
			}
		}
		contradicts = contradicts || l.Kind == qda.Contradicts
		supports = supports || l.Kind == qda.Supports || l.Kind == qda.Implements
	}
	row.Verdict = verdict(row, contradicts, supports)
	n, p := row.Norm, row.Practice
	row.Opposed = n.Enables > n.Hinders && p.Hinders > p.Enables || n.Hinders > n.Enables && p.Enables > p.Hinders
	return row
}

// joins reports whether a link leads between a formal document and what people say.
func (g *gapWorld) joins(l qda.Link) bool {
	from, to := sourceOf(g.w.doc(l.From.DocumentID).Kind), sourceOf(g.w.doc(l.To.DocumentID).Kind)
	return from == SourceNorm && to == SourcePractice || from == SourcePractice && to == SourceNorm
}

func touches(list []qda.Coding, at qda.Passage) bool {
	return slices.ContainsFunc(list, func(c qda.Coding) bool { return c.DocumentID == at.DocumentID && c.Overlaps(at.Span) })
}

func verdict(r GapRow, contradicts, supports bool) string {
	norm, practice := r.Norm.Speaks(), r.Practice.Speaks()
	switch {
	case norm && practice && contradicts:
		return GapContradicted
	case norm && practice && supports:
		return GapSupported
	case norm && practice:
		return GapBoth
	case practice:
		return GapNormSilent
	case norm:
		return GapPracticeSilent
	case r.Other.Segments > 0:
		return GapOther
	}
	return GapSilent
}
