package query

// Naming gives other names for what a condition calls things by: identities for names, so
// that the condition goes on meaning the same when they are renamed, or names for
// identities, for people to read. What it has no other name for it gives back.
type Naming interface {
	// Named gives another name of a code, case, document, coder, round or set.
	Named(kind NameKind, name string) string
	// FacetNamed gives other names of a facet and of its value; the value is "" where the
	// test is for any.
	FacetNamed(facet, value string) (string, string)
	// AttributeNamed does so for an attribute and its value, which need not be one of a list.
	AttributeNamed(attribute, value string) (string, string)
}

// Renamed gives the condition with other names of what its tests name. The one here stays
// as it is.
func (w *Where) Renamed(n Naming) *Where {
	if w.Root == nil {
		return &Where{}
	}
	root := w.Root.renamed(n)
	out := &Where{Root: root}
	out.Source = out.String()
	return out
}

// namesOf says what the value of a test on a field names.
var namesOf = map[WhereField]NameKind{
	OnCode: CodeNamed, OnOverlaps: CodeNamed, OnWithin: CodeNamed, OnContains: CodeNamed, OnNear: CodeNamed,
	OnCase: CaseNamed, OnDocument: DocumentNamed, OnCoder: CoderNamed, OnRound: RoundNamed, OnSet: SetNamed,
}

func (c *Cond) renamed(n Naming) *Cond {
	out := *c
	out.Conds = nil
	for _, k := range c.Conds {
		out.Conds = append(out.Conds, k.renamed(n))
	}
	if c.Op != CondTest {
		return &out
	}
	switch kind, names := namesOf[c.Field]; {
	case c.Field == OnFacet:
		out.Name, out.Value = n.FacetNamed(c.Name, c.Value)
	case c.Field == OnAttribute:
		out.Name, out.Value = n.AttributeNamed(c.Name, c.Value)
	case names && !c.Any:
		out.Value = n.Named(kind, c.Value)
	}
	return &out
}
