package engine

import (
	"strconv"
	"strings"

	"articula/internal/agreement"
	"articula/internal/qda"
)

// Compared reports whether there are numbers for the code: two coders judged it, and
// one of them gave it to a unit or more.
func (c AgreementCode) Compared() bool {
	return c.Units > 0 && c.Reason != string(agreement.CodeNotUsed) && c.Reason != string(agreement.FillsNoUnit)
}

// Unused reports whether nobody gave the code to anything in the documents that were
// compared. Of matched segments there are none then.
func (c AgreementCode) Unused() bool {
	return c.Reason == string(agreement.CodeNotUsed) || c.Reason == string(agreement.NotApplicable) && c.Units == 0
}

// FillsNone reports whether the code was used, and all of its codings are in no number.
func (c AgreementCode) FillsNone() bool { return c.Reason == string(agreement.FillsNoUnit) }

// unfilled is the notice of how many codings are in no number, and what to do to see
// them; nothing if there are none.
func (c comparison) unfilled(w wording) []string {
	n := 0
	for _, code := range c.report.Codes {
		n += len(code.Unfilled)
	}
	if n == 0 {
		return nil
	}
	key := "unfilled"
	switch {
	case c.report.Cover == agreement.Any:
		key = "unfilled.between"
	case c.report.Unit == agreement.Excerpt:
		key = "unfilled.excerpt"
	}
	return []string{w.say(key, "n", strconv.Itoa(n), "cover", w.percent(float64(c.report.Cover)))}
}

// unfilledBy names those whose codings with the code fill no unit, and how many each
// has.
func (c comparison) unfilledBy(r agreement.CodeReport) string {
	var names []string
	for _, id := range c.study.Coders {
		n := 0
		for _, u := range r.Unfilled {
			if u.Coder == id {
				n++
			}
		}
		if n > 0 {
			names = append(names, c.coder(id).Name+" ("+strconv.Itoa(n)+")")
		}
	}
	return strings.Join(names, ", ")
}

// fillNone says which codes were used and have no numbers; "" if there are none.
func (r AgreementReport) fillNone(w wording) string {
	var names []string
	for _, c := range r.Codes {
		if c.FillsNone() {
			names = append(names, c.Code)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return w.say("unfilled.codes", "codes", strings.Join(names, ", "))
}

// short lists the codings of a code that fill no unit, as places with one coder.
func short(r agreement.CodeReport) []place {
	var out []place
	for _, u := range r.Unfilled {
		out = append(out, place{agreement.Disagreement{Document: u.Document, Span: u.Span, Unit: -1, Kind: "unfilled", With: []qda.ID{u.Coder}}, r.Code})
	}
	return out
}
