package engine

import (
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
	"articula/internal/store"
)

// countSeen counts what the coders who are compared did in the documents that are
// compared after they could see each other's work.
func (c comparison) countSeen(tx *store.Tx, out *AgreementReport) error {
	assignments, err := store.List[qda.Assignment](tx, store.Eq{"round_id": c.study.round.ID})
	if err != nil {
		return err
	}
	seen, err := seenWork(tx, []qda.Round{c.study.round}, assignments)
	for work, n := range seen {
		if slices.Contains(c.study.Coders, work.coder) && slices.ContainsFunc(c.study.Documents, func(d agreement.Document) bool { return d.ID == work.document }) {
			out.Seen += n
		}
	}
	return err
}

// lateCodes names the codes that are new since others finished, and were used: nobody
// left them out, and nothing else tells of them.
func (c comparison) lateCodes() string {
	coded := map[qda.ID]bool{}
	for _, k := range c.study.RolledUp(c.options.Level).Codings {
		coded[k.Code] = true
	}
	var names []string
	for _, code := range c.report.Codes {
		if code.Reason == agreement.CodeKnownToOne && coded[code.Code] {
			names = append(names, c.code(code.Code).Name)
		}
	}
	return strings.Join(names, ", ")
}

// notices says what a reader of the numbers must know first.
func (c comparison) notices(r AgreementReport, w wording) []string {
	out := []string{}
	if c.set.Off {
		out = append(out, w.say("off"))
	}
	out = append(out, c.movedCodes(w)...)
	if late := c.lateCodes(); late != "" {
		out = append(out, w.say("codes.late", "codes", late))
	}
	switch c.report.Unit {
	case agreement.Character, agreement.Segment, agreement.WholeDocument:
		if c.query.covered {
			out = append(out, w.say("uncovered", "unit", w.texts["unit."+string(c.report.Unit)], "cover", c.query.Cover))
		}
	}
	if r.Hidden > 0 {
		out = append(out, w.say("hidden", "n", strconv.Itoa(r.Hidden)))
	}
	if n := len(r.Incomplete); n > 0 {
		out = append(out, w.say("incomplete", "n", strconv.Itoa(n), "m", strconv.Itoa(c.study.assigned)))
	}
	out = append(out, c.namedApart(w)...)
	if n := len(c.study.Documents); c.report.Unit == agreement.Excerpt && n > 0 {
		passages := 0
		for _, d := range c.study.Documents {
			passages += len(d.Partitions[agreement.Excerpt])
		}
		key := "excerpts"
		if n == 1 {
			key = "excerpts.here"
		}
		if passages == 1 {
			key = "excerpts.one"
		}
		out = append(out, w.say(key, "n", strconv.Itoa(passages), "m", strconv.Itoa(n)))
	}
	if r.Seen > 0 {
		out = append(out, w.say("seen", "n", strconv.Itoa(r.Seen)))
	}
	if r.Presumed > 0 {
		out = append(out, w.say("presumed", "n", strconv.Itoa(r.Presumed)))
	}
	if r.Repaired > 0 {
		out = append(out, w.say("repaired", "n", strconv.Itoa(r.Repaired)))
	}
	if r.Pooled.Guessed {
		out = append(out, w.say("estimated", "seed", strconv.FormatUint(r.Seed, 10)))
	}
	return append(out, c.unfilled(w)...)
}
