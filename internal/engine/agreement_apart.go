package engine

import (
	"slices"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// leaveApart takes out of a study who has finished no document that another of its coders
// has finished, too: whom nobody can be compared with agreed with nobody, and must not
// choose the coefficient, which is another one for three. If fewer than two would remain,
// all stay, and nothing can be said of them.
func (s *study) leaveApart() {
	type work struct{ document, coder qda.ID }
	paired, finished, byDocument := map[qda.ID]bool{}, map[work]bool{}, map[qda.ID][]agreement.Assignment{}
	for _, a := range s.Assignments {
		if !a.Finished {
			continue
		}
		for _, b := range byDocument[a.Document] {
			if a.Coder != b.Coder && s.bothKnow(a, b) {
				paired[a.Coder], paired[b.Coder] = true, true
			}
		}
		byDocument[a.Document] = append(byDocument[a.Document], a)
		finished[work{a.Document, a.Coder}] = true
	}
	together := slices.DeleteFunc(slices.Clone(s.Coders), func(id qda.ID) bool { return !paired[id] })
	if len(together) < 2 {
		s.unpaired = len(s.Coders) > 1
		return
	}
	for _, id := range s.Coders {
		if !paired[id] {
			s.apart = append(s.apart, id)
		}
	}
	s.Coders = together
	for _, c := range s.Codings {
		if slices.Contains(s.apart, c.Coder) && !finished[work{c.Document, c.Coder}] {
			s.passed++
		}
	}
}

// bothKnow reports whether there is a code that both could apply.
func (s *study) bothKnow(a, b agreement.Assignment) bool {
	return slices.ContainsFunc(s.Codes, func(c agreement.Code) bool {
		return !slices.Contains(a.Unknown, c.ID) && !slices.Contains(b.Unknown, c.ID)
	})
}

// namedApart says whom the numbers do not speak of, though she was asked for or assigned.
func (c comparison) namedApart(w wording) []string {
	switch {
	case c.study.unpaired && len(c.study.hidden) == 0:
		return []string{w.say("reason.no_pairable_units")}
	case len(c.study.apart) > 0:
		var names []string
		for _, id := range c.study.apart {
			names = append(names, c.coder(id).Name)
		}
		return []string{w.say("apart", "coders", strings.Join(names, ", "))}
	}
	return nil
}
