package engine

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"articula/internal/agreement"
)

// wording says in one language what numbers about agreement mean.
type wording struct {
	lang  string
	texts map[string]string
}

// wordsIn gives the wording of a language; English for one that is not spoken here.
func wordsIn(lang string) wording {
	lang, _, _ = strings.Cut(strings.ToLower(lang), "-")
	if agreementWords[lang] == nil {
		lang = "en"
	}
	return wording{lang, agreementWords[lang]}
}

// say fills a sentence; args are pairs of a name and its text. Where n is 1, the sentence
// for one is taken, if there is one.
func (w wording) say(key string, args ...string) string {
	if i := slices.Index(args, "n"); i >= 0 && i+1 < len(args) && args[i+1] == "1" && w.texts[key+".one"] != "" {
		key += ".one"
	}
	pairs := make([]string, len(args))
	for i, a := range args {
		pairs[i] = a
		if i%2 == 0 {
			pairs[i] = "{" + a + "}"
		}
	}
	return strings.NewReplacer(pairs...).Replace(w.texts[key])
}

// hundredth is the least difference that is shown; more would promise too much.
const hundredth = 0.01

// number writes two decimals, as the language does.
func (w wording) number(v float64) string {
	switch {
	case math.Abs(v) < hundredth/2:
		v = 0 // no "-0.00"
	case v < 1 && v > 1-hundredth:
		v = 1 - hundredth // 0.998 is no 1.00
	}
	return w.decimal(strconv.FormatFloat(v, 'f', 2, 64))
}

func (w wording) decimal(s string) string {
	if w.lang == "en" {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// percent writes a share in whole per cent; what is rare gets a decimal.
func (w wording) percent(v float64) string {
	digits := 0
	switch {
	case v > 0 && v < hundredth:
		digits = 1
	case v < 1 && v > 1-hundredth:
		v = 1 - hundredth // what is not all is not said to be all
	}
	return w.decimal(strconv.FormatFloat(100*v, 'f', digits, 64)) + " %"
}

// decided says what a person decided on a difference, and why.
func (w wording) decided(d DecisionV) string {
	key := "decided." + d.Choice
	if d.held() != "" {
		key = "decided.as"
	}
	text := w.say(key, "name", d.held(), "by", d.By.Name)
	if why := w.texts["because."+d.Reason]; why != "" {
		text += " (" + why + ")"
	}
	return text
}

// held names the coder whose work holds, if it is that of one.
func (d DecisionV) held() string {
	switch d.Choice {
	case "a":
		return d.A.Name
	case "b":
		return d.B.Name
	}
	return ""
}

// reason explains why a number is missing.
func (w wording) reason(code string) string {
	if text := w.texts["reason."+code]; text != "" {
		return text
	}
	return code
}

// why is the same for a reason that may be none.
func (w wording) why(r agreement.Reason) string {
	if r == "" {
		return ""
	}
	return w.reason(string(r))
}

func (w wording) interval(ci []float64, method string) string {
	key := "interval"
	if agreement.Method(method) != agreement.ByDocument { // turns, paragraphs or single units were drawn
		key = "interval.passages"
	}
	return w.say(key, "low", w.number(ci[0]), "high", w.number(ci[1]))
}

// undefined is the caution beside an interval that more than one resample in a hundred
// does not enter, having no value; nothing if there are fewer.
func undefined(e agreement.Estimate, w wording) []string {
	u := e.Uncertainty
	if u == nil || !u.Troubled() {
		return nil
	}
	return []string{w.say("degenerate", "n", strconv.Itoa(u.Degenerate), "m", strconv.Itoa(u.Resamples))}
}

// says puts the agreement on a code into words: what was decided alike, what that
// means for the code, how sure it is, and why two numbers may seem to contradict
// each other.
func (c comparison) says(v AgreementCode, r agreement.CodeReport, w wording) []string {
	out := []string{}
	name := v.Code
	if n := c.cat.tree.Node(r.Code); n != nil {
		name = n.Code.Name
	}
	unit := w.texts["unit."+string(c.report.Unit)]
	if v.Percent != nil && c.report.Unit != agreement.Segment {
		out = append(out, w.say("percent", "coders", c.codersNamed(w), "same", strconv.Itoa(v.Units-v.Differ), "all", strconv.Itoa(v.Units), "unit", unit, "percent", w.percent(float64(v.Units-v.Differ)/float64(max(1, v.Units)))))
	}
	if v.Matched != nil && v.Units > 0 {
		out = append(out, c.paired(v, w))
	}
	switch {
	case v.Matched != nil && v.Holsti != nil && v.KappaN != nil:
		out = append(out, w.say("segments.values", "holsti", w.number(*v.Holsti), "kappa", w.number(*v.KappaN)), w.say("segments.none"))
	case v.Matched != nil && v.Units > 0:
		out = append(out, w.say("segments.none"))
	case v.Reason != "":
		out = append(out, w.reason(v.Reason))
	}
	if v.Positive != nil {
		out = append(out, w.say("positive", "code", name, "percent", w.percent(*v.Positive)))
	}
	if only := c.onlyUser(r); only != "" {
		out = append(out, w.say("only", "coder", only))
	}
	if len(r.Unfilled) > 0 {
		out = append(out, w.say("unfilled.code", "coders", c.unfilledBy(r)))
	}
	if v.Alpha != nil {
		out = append(out, w.say("alpha", "alpha", w.number(*v.Alpha)))
		if *v.Alpha <= -hundredth/2 {
			out = append(out, w.say("worse"))
		}
	}
	if len(v.CI) == 2 && v.Differ > 0 {
		out = append(out, w.interval(v.CI, v.Method))
		out = append(out, undefined(r.Alpha, w)...)
	}
	if v.AtMost != nil && v.Reason == "" {
		out = append(out, w.say("atmost", "n", strconv.Itoa(v.Units), "percent", w.percent(*v.AtMost)))
	}
	if v.NoCI == string(agreement.TooFewUnits) && v.Alpha != nil {
		out = append(out, w.say("few"))
	}
	if v.Percent != nil && v.Kappa != nil && *v.Percent > 0.85 && *v.Kappa < 0.5 {
		share := prevalence(r)
		key := "rare"
		if share > 0.5 {
			key, share = "common", 1-share
		}
		out = append(out, w.say(key, "code", name, "percent", w.percent(share)))
	}
	return out
}

// paired says how many segments have a counterpart. A pair is two of them.
func (c comparison) paired(v AgreementCode, w wording) string {
	key, pairs := "segments", v.Units-v.Differ
	if len(c.study.Coders) > 2 {
		key = "segments.several"
	}
	return w.say(key, "pairs", strconv.Itoa(2*pairs), "all", strconv.Itoa(2*pairs+v.Differ))
}

// prevalence is the share of judgements that applied the code, where two or more judged:
// what only one has read tells nothing of why kappa is low.
func prevalence(r agreement.CodeReport) float64 {
	s := r.Sums
	all := s.Both + 2*s.Mixed + s.Neither
	if all == 0 {
		return 0
	}
	return (s.Both + s.Mixed) / all
}

// onlyUser names the one of two coders who uses a code that the other never does. What
// fills no unit was used all the same.
func (c comparison) onlyUser(r agreement.CodeReport) string {
	if len(c.study.Coders) != 2 || r.Table == nil || len(r.Used) != 2 {
		return ""
	}
	switch {
	case r.Used[0] > 0 && r.Used[1] == 0:
		return c.coder(c.study.Coders[0]).Name
	case r.Used[1] > 0 && r.Used[0] == 0:
		return c.coder(c.study.Coders[1]).Name
	}
	return ""
}
