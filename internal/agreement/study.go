package agreement

import (
	"articula/internal/qda"
)

// Study is everything that a comparison looks at, as plain values. What is not in
// it does not exist for the comparison: codings of other documents, coders or
// codes are counted as ignored.
type Study struct {
	Documents   []Document
	Coders      []qda.ID
	Codes       []Code
	Codings     []Coding
	Assignments []Assignment
}

// Document is a text of Length code points with its partitions into units.
type Document struct {
	ID         qda.ID
	Text       qda.Hash // of the text that the partitions belong to; zero if it is not to be checked
	Length     int
	Partitions map[Unit][]qda.Span
}

// Code is a code to be compared.
type Code struct {
	ID        qda.ID
	Ancestors []qda.ID // parent first, top last; none for a top code
}

// parent is the code that a sibling shares, zero for a top code: top codes are not
// each other's siblings.
func (c Code) parent() qda.ID {
	if len(c.Ancestors) == 0 {
		return qda.ID{}
	}
	return c.Ancestors[0]
}

// Coding is a code applied by a coder to a span of a document.
type Coding struct {
	Document, Coder, Code qda.ID
	Text                  qda.Hash // of the text that the span refers to; zero if it is not to be checked
	Span                  qda.Span
}

// Assignment says that a coder was to code a document. What counts is whether the
// coder has finished, not whether there are codings: a coder who finished and
// applied nothing said "no" everywhere; one who has not finished, or was never
// assigned, said nothing.
type Assignment struct {
	Document, Coder qda.ID
	Finished        bool
	Unknown         []qda.ID // codes that this coder could not apply, because they came later: missing, not absent
}

// Unit is what coders are compared on.
type Unit string

const (
	Character     Unit = "character" // sensitive to boundaries; what NVivo does
	Sentence      Unit = "sentence"
	Paragraph     Unit = "paragraph"
	Turn          Unit = "turn" // of a speaker
	WholeDocument Unit = "document"
	Excerpt       Unit = "excerpt" // chosen beforehand, for training and blind tests
	Segment       Unit = "segment" // the coders' own segments, matched pairwise; what MAXQDA and QDA Miner do
)

// Units lists every unit rule.
func Units() []Unit {
	return []Unit{Character, Sentence, Paragraph, Turn, WholeDocument, Excerpt, Segment}
}

// Level is how far codes are rolled up the code tree before they are compared.
type Level string

const (
	AsCoded Level = "leaf"   // the codes themselves
	Parents Level = "parent" // each code counts as its parent
	Tops    Level = "top"    // each code counts as the top of its branch
)

// Options steer [Compare]. The zero value compares characters, codes as they are,
// with document intervals from seed 0 and a list of all disagreements.
type Options struct {
	Unit          Unit     // "" for Character
	Cover         Cover    // how units are reached; 0 for Half
	Matching      Matching // for the unit Segment
	Level         Level    // "" for AsCoded
	Resampling    Resampling
	SkipIntervals bool
	SkipPassages  bool // leave out disagreements, confusions and the alpha over sets
	Job           Job
}

func (o Options) orDefault() Options {
	if o.Unit == "" {
		o.Unit = Character
	}
	if o.Cover <= 0 {
		o.Cover = Half
	}
	if o.Level == "" {
		o.Level = AsCoded
	}
	o.Resampling = o.Resampling.orDefault()
	return o
}

// Ignored counts the codings that were left out, by the first reason that applies.
type Ignored struct {
	OtherDocument, OtherCoder, OtherCode int // not part of the study
	NotAssigned, NotFinished             int // by a coder who does not count for the document
	UnknownCode                          int // of a code that the coder is said not to have known
}

func (i *Ignored) add(j Ignored) {
	i.OtherDocument += j.OtherDocument
	i.OtherCoder += j.OtherCoder
	i.OtherCode += j.OtherCode
	i.NotAssigned += j.NotAssigned
	i.NotFinished += j.NotFinished
	i.UnknownCode += j.UnknownCode
}

// places are the positions of a study's things in its lists.
type places struct {
	document, coder, code map[qda.ID]int
}

// locate numbers the things of the study and refuses one that is listed twice.
func (s Study) locate() (places, error) {
	p := places{document: map[qda.ID]int{}, coder: map[qda.ID]int{}, code: map[qda.ID]int{}}
	twice := func(in map[qda.ID]int, id qda.ID, at int, what string) error {
		if _, ok := in[id]; ok {
			return qda.E(qda.Invalid, "agreement.listed_twice",
				"The {what} {id} is listed twice in the comparison. Nothing was computed. Please list it once.", "what", what, "id", id)
		}
		in[id] = at
		return nil
	}
	for i, d := range s.Documents {
		if err := twice(p.document, d.ID, i, "document"); err != nil {
			return p, err
		}
	}
	for i, c := range s.Coders {
		if err := twice(p.coder, c, i, "coder"); err != nil {
			return p, err
		}
	}
	for i, c := range s.Codes {
		if err := twice(p.code, c.ID, i, "code"); err != nil {
			return p, err
		}
	}
	return p, nil
}

// RolledUp is the study with each code replaced by the one that stands for it at
// the level, which is what [Compare] compares.
func (s Study) RolledUp(level Level) Study {
	if level == AsCoded || level == "" {
		return s
	}
	stands := make(map[qda.ID]qda.ID, len(s.Codes))
	members := make(map[qda.ID]int)
	out := s
	out.Codes = nil
	for _, c := range s.Codes {
		up := Code{ID: c.ID}
		if n := len(c.Ancestors); n > 0 {
			at := 0
			if level == Tops {
				at = n - 1
			}
			up = Code{ID: c.Ancestors[at], Ancestors: c.Ancestors[at+1:]}
		}
		stands[c.ID] = up.ID
		if members[up.ID]++; members[up.ID] == 1 {
			out.Codes = append(out.Codes, up)
		}
	}
	out.Codings = make([]Coding, len(s.Codings))
	for i, c := range s.Codings {
		if up, ok := stands[c.Code]; ok {
			c.Code = up
		}
		out.Codings[i] = c
	}
	out.Assignments = make([]Assignment, len(s.Assignments))
	for i, a := range s.Assignments {
		// a branch is unknown to a coder only if all of it is
		unknown := make(map[qda.ID]int)
		for _, c := range a.Unknown {
			if up, ok := stands[c]; ok {
				unknown[up]++
			}
		}
		a.Unknown = nil
		for _, c := range out.Codes {
			if n := unknown[c.ID]; n > 0 && n == members[c.ID] {
				a.Unknown = append(a.Unknown, c.ID)
			}
		}
		out.Assignments[i] = a
	}
	return out
}
