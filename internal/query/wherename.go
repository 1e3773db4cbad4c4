package query

// Renamed gives the condition with other values in the place of those of tests that
// name things: codes, cases, documents, coders, rounds. The one here stays as it is.
func (w *Where) Renamed(name func(kind NameKind, value string) string) *Where {
	if w.Root == nil {
		return &Where{}
	}
	root := w.Root.renamed(name)
	out := &Where{Root: root}
	out.Source = out.String()
	return out
}

// namesOf says what the value of a test on a field names.
var namesOf = map[WhereField]NameKind{
	OnCode: CodeNamed, OnOverlaps: CodeNamed, OnWithin: CodeNamed, OnContains: CodeNamed, OnNear: CodeNamed,
	OnCase: CaseNamed, OnDocument: DocumentNamed, OnCoder: CoderNamed, OnRound: RoundNamed,
}

func (c *Cond) renamed(name func(NameKind, string) string) *Cond {
	out := *c
	out.Conds = nil
	for _, k := range c.Conds {
		out.Conds = append(out.Conds, k.renamed(name))
	}
	if kind, ok := namesOf[c.Field]; ok && c.Op == CondTest && !c.Any {
		out.Value = name(kind, c.Value)
	}
	return &out
}
