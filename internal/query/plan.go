package query

// Plan says which words must occur in a unit for the query to match there: an
// upper bound of the answer that an index can work out. Leaving out what the plan
// rules out loses no match; what remains has to be read.
type Plan struct {
	Op    PlanOp
	Words []int // for PlanWords: positions in [Text.Distinct]
	Plans []Plan
}

// PlanOp is the kind of a [Plan].
type PlanOp uint8

const (
	PlanAny   PlanOp = iota // the words rule nothing out
	PlanNone                // no unit can match
	PlanWords               // all of Words, side by side
	PlanAll                 // all of Plans
	PlanSome                // one of Plans at least
)

// Plan works the plan out.
func (t *Text) Plan() Plan { return t.Root.plan() }

func (n *Node) plan() Plan {
	switch n.Op {
	case Nothing:
		return Plan{Op: PlanNone}
	case Words:
		return Plan{Op: PlanWords, Words: n.ids}
	case And, Near:
		all := make([]Plan, 0, len(n.Nodes))
		for _, k := range n.Nodes {
			all = append(all, k.plan())
		}
		return planAll(all)
	case Or:
		some := make([]Plan, 0, len(n.Nodes))
		for _, k := range n.Nodes {
			switch p := k.plan(); p.Op {
			case PlanAny:
				return p
			case PlanNone:
			default:
				some = append(some, p)
			}
		}
		if len(some) == 0 {
			return Plan{Op: PlanNone}
		}
		return Plan{Op: PlanSome, Plans: some}
	}
	return Plan{Op: PlanAny} // literals are not in the index; NOT rules nothing out by what occurs
}

func planAll(plans []Plan) Plan {
	var all []Plan
	for _, p := range plans {
		switch p.Op {
		case PlanNone:
			return p
		case PlanAny:
		default:
			all = append(all, p)
		}
	}
	switch len(all) {
	case 0:
		return Plan{Op: PlanAny}
	case 1:
		return all[0]
	}
	return Plan{Op: PlanAll, Plans: all}
}
