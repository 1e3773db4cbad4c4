package report

import (
	"strings"
)

// Words is what a report says in its own words, in one language. Names in braces are
// filled in by [Fill]; where a bar parts what is said of one from what is said of more,
// by [Words.Count].
type Words struct {
	Lang                    string
	Contents                string
	SynthesisTable          string
	Figure                  string
	ResultsOf               string
	Case                    string
	CaseSheets              string
	CaseCoverage            string
	DocumentPart            string // of a document of a case of which it has a part
	Code                    string
	Codebook                string
	ActorMap                string
	Actors                  string
	Relations               string
	Methods                 string
	FacetsByCase            string
	GapReport               string
	Formal                  string
	Informal                string
	FormalAndInformal       string
	NotSaid                 string // of a coordination
	None                    string // what has no value in a matrix
	Yes, No                 string // of values that are one or the other
	Unwritten               string
	Silent                  string
	Unfounded               string
	Stale                   string
	StaleNew                string
	StaleWithdrawn          string
	StaleResized            string
	StaleRecoded            string
	StaleDefinitions        string
	Supports                string
	Qualifies               string
	Contradicts             string
	Implements              string
	RefersTo                string
	ContradictedBy          string
	SupportedBy             string
	ImplementedBy           string
	ReferredToBy            string
	LinkedSide              string
	Draft                   string
	Reviewed                string
	Contested               string
	Held                    string
	Rejected                string
	Verified                string
	TranslatedBy            string
	Definition              string
	IncludeWhen             string
	ExcludeWhen             string
	Example                 string
	Uses                    string
	Attribute               string
	Value                   string
	DecidedBy               string
	Note                    string
	Alternatives            string
	WithoutCitation         string
	Documents               string
	Document                string
	Kind                    string
	Language                string
	Date                    string
	Codings                 string
	From                    string
	To                      string
	Level                   string
	Mechanism               string
	Direction               string
	Strength                string
	Evidence                string
	Passages                string
	Weak                    string
	Medium                  string
	Strong                  string
	Norm                    string
	Practice                string
	Other                   string
	Verdict                 string
	GapContradicted         string
	GapNormSilent           string
	GapPracticeSilent       string
	GapBoth                 string
	GapSupported            string
	GapOther                string
	And                     string
	CountCases              string
	CountDocuments          string
	CountCodings            string
	CountRounds             string
	CountCodes              string
	CountFacets             string
	CountDecisions          string
	CountFindings           string
	CountCited              string
	MethodDecisions         string
	MethodCases             string
	MethodDocuments         string
	MethodCoding            string
	MethodNobody            string
	MethodVersions          string
	MethodNoVersion         string
	MethodDouble            string
	MethodAgreement         string
	MethodNoAgreement       string
	MethodFindings          string
	MethodHidden            string
	OpenContext, ShowQuotes string
	Page                    string
	SeeNote                 string // of a passage that a note before has
	Notes                   string
	Cases                   string
	Characters              string
	SeveralValues           string // below bars that are stacked of values of which something can have several
	OtherValues             string // those for which there is no colour
	WrittenIn               string // what is not translated
	InLanguage              string
	MadeOn                  string
	// Names are those of kinds of documents and actors, of roles of speakers, of languages and, counted, of the
	// units that coders are compared on, by their key.
	Names map[string]string
}

// Languages lists the languages that reports are written in.
func Languages() []string { return []string{"en", "es", "fr", "pt"} }

// WordsIn gives the words of a language; English for one that there is not.
func WordsIn(lang string) Words {
	switch lang {
	case "es":
		return spanish()
	case "fr":
		return french()
	case "pt":
		return portuguese()
	}
	return english()
}

// Fill puts values into the places of a text: names and values by turns.
func Fill(text string, pairs ...string) string {
	list := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		list = append(list, "{"+pairs[i]+"}", pairs[i+1])
	}
	return strings.NewReplacer(list...).Replace(text)
}

// Name is a key's name, or the key itself where there is none.
func (w Words) Name(key string) string {
	if n := w.Names[key]; n != "" {
		return n
	}
	return key
}

// Role is the name of what a cited passage does.
func (w Words) Role(key string) string {
	switch key {
	case "supports":
		return w.Supports
	case "qualifies":
		return w.Qualifies
	case "contradicts":
		return w.Contradicts
	}
	return key
}

// YesNo is the word for a value that is one or the other.
func (w Words) YesNo(yes bool) string {
	if yes {
		return w.Yes
	}
	return w.No
}

// LinkEnds says of each end of a link what it does, or what is done to it: a link leads
// from one passage to the other.
func (w Words) LinkEnds(kind string) (from, to string) {
	switch kind {
	case "supports":
		return w.Supports, w.SupportedBy
	case "contradicts":
		return w.Contradicts, w.ContradictedBy
	case "implements":
		return w.Implements, w.ImplementedBy
	case "refers_to":
		return w.RefersTo, w.ReferredToBy
	}
	return kind, kind
}

// Status is the name of a finding's, value's or translation's status.
func (w Words) Status(key string) string {
	switch key {
	case "draft":
		return w.Draft
	case "reviewed":
		return w.Reviewed
	case "contested":
		return w.Contested
	case "held":
		return w.Held
	case "rejected":
		return w.Rejected
	case "verified":
		return w.Verified
	}
	return key
}
