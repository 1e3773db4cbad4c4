package query

import "slices"

// Where is a condition on codings, documents or units, as it was written. The zero
// Where asks for nothing and is met by everything.
//
//	condition  = either { "OR" either }
//	either     = not { [ "AND" ] not }
//	not        = [ "NOT" ] ( "(" condition ")" | test )
//	test       = field compare value
//	field      = name | ( "attr" | "facet" ) "." name | quoted
//	compare    = ":" | "=" | "!=" | "<" | "<=" | ">" | ">="
//	value      = word | quoted | "*"
//
// AND, OR and NOT may be written small. A name or value with spaces, parentheses or
// quotation marks stands in quotation marks, in which \" and \\ are the mark and the
// stroke. The value * without marks is met by anything that is there at all.
//
//	code:coordination/informal          the code or one below it; code= is the code alone
//	case:Peru                           the case or one below it; case= is the case alone
//	document:… coder:… round:… set:…    by title or name
//	kind:law lang:es jurisdiction:Peru  of the document
//	date>=2015 coded<2026-03            of the document; of the coding, which may also be a
//	                                    time: coded<"2026-03-01T09:30:00.000Z"
//	facet.level:local level:local       a qualifier; the name alone will do
//	attr."number of programmes">=2      of a case, document or speaker, by its type: a text or a
//	                                    date is asked for by what it holds, attr.when:2015, or as
//	                                    it is written, attr.when=2015
//	speaker:P001 role:authority         who speaks
//	memo:yes weight>=50                 of the coding
//	text:"la coordinación" text:{trust} a text query over the words of the passage
//	overlaps:c within:c contains:c      another coding with the code c, or one below it,
//	near:c~200                          … at most 200 characters away (50 if not said)
type Where struct {
	// Source is what was written.
	Source string
	// Root is what it means; nil for an empty condition.
	Root *Cond
}

// CondOp is the kind of a [Cond].
type CondOp string

const (
	CondAnd  CondOp = "and"
	CondOr   CondOp = "or"
	CondNot  CondOp = "not" // of Conds[0]
	CondTest CondOp = "test"
)

// Cond is one part of a condition.
type Cond struct {
	Op    CondOp  `json:"op"`
	Conds []*Cond `json:"conds,omitempty"`

	Field    WhereField `json:"field,omitempty"`
	Name     string     `json:"name,omitempty"` // of the attribute or facet
	Compare  Compare    `json:"compare,omitempty"`
	Value    string     `json:"value,omitempty"`
	Any      bool       `json:"any,omitempty"`      // the value is *
	Distance int        `json:"distance,omitempty"` // of near, in code points

	At      int `json:"-"` // where the test begins in Source, in code points
	ValueAt int `json:"-"` // where its value begins
}

// WhereField is what a test looks at.
type WhereField string

const (
	OnCode         WhereField = "code"
	OnCase         WhereField = "case"
	OnDocument     WhereField = "document"
	OnCoder        WhereField = "coder"
	OnRound        WhereField = "round"
	OnSet          WhereField = "set"
	OnKind         WhereField = "kind"
	OnLang         WhereField = "lang"
	OnJurisdiction WhereField = "jurisdiction"
	OnDate         WhereField = "date"
	OnCoded        WhereField = "coded"
	OnFacet        WhereField = "facet"
	OnAttribute    WhereField = "attr"
	OnSpeaker      WhereField = "speaker"
	OnRole         WhereField = "role"
	OnMemo         WhereField = "memo"
	OnWeight       WhereField = "weight"
	OnText         WhereField = "text"
	OnOverlaps     WhereField = "overlaps"
	OnWithin       WhereField = "within"
	OnContains     WhereField = "contains"
	OnNear         WhereField = "near"
)

// Compare is how a test compares.
type Compare string

const (
	Is       Compare = ":"
	Equal    Compare = "="
	Unequal  Compare = "!="
	Less     Compare = "<"
	AtMost   Compare = "<="
	Greater  Compare = ">"
	AtLeast  Compare = ">="
	nearness         = 50 // code points, where near says nothing
)

// comparisons are what each field can be compared by.
var comparisons = map[WhereField][]Compare{
	OnCode: {Is, Equal, Unequal}, OnCase: {Is, Equal, Unequal}, OnDocument: {Is, Equal, Unequal},
	OnCoder: {Is, Equal, Unequal}, OnRound: {Is, Equal, Unequal}, OnSet: {Is, Equal, Unequal},
	OnKind: {Is, Equal, Unequal}, OnLang: {Is, Equal, Unequal}, OnJurisdiction: {Is, Equal, Unequal},
	OnSpeaker: {Is, Equal, Unequal}, OnRole: {Is, Equal, Unequal}, OnFacet: {Is, Equal, Unequal},
	OnMemo: {Is, Equal}, OnText: {Is},
	OnOverlaps: {Is, Equal}, OnWithin: {Is, Equal}, OnContains: {Is, Equal}, OnNear: {Is, Equal},
	OnDate: ordered, OnCoded: ordered, OnWeight: ordered, OnAttribute: ordered,
}

// Fields lists the names of the fields, in order.
func Fields() []string {
	var out []string
	for f := range comparisons {
		out = append(out, string(f))
	}
	slices.Sort(out)
	return out
}

var ordered = []Compare{Is, Equal, Unequal, Less, AtMost, Greater, AtLeast}

// The limits of a condition.
const (
	maxWhere      = 8192 // bytes
	maxTests      = 500
	maxWhereDepth = 40
)
