package query

import "articula/internal/qda"

// Text is a text query that was understood. It is never nil and never an error:
// whatever does not fit the grammar is searched for as it stands, and Notes say so.
type Text struct {
	// Source is what the person typed.
	Source string
	// Root is what it means; its Op is [Nothing] for a query without anything to
	// look for.
	Root *Node
	// Notes say what was taken otherwise than it was typed.
	Notes []Note

	words []Word // every distinct word of the tree, in order of appearance
}

// Op says what a node of a text query asks for.
type Op string

const (
	Nothing Op = "nothing" // nothing to look for
	Words   Op = "words"   // one word, or several side by side
	Literal Op = "literal" // characters that make no word: §, %, 😀
	And     Op = "and"     // all of Nodes in one unit
	Or      Op = "or"      // any of Nodes
	Not     Op = "not"     // units without Nodes[0]; only ever narrows
	Near    Op = "near"    // Nodes[0] and Nodes[1] with at most Distance words between
)

// Node is one part of a text query.
type Node struct {
	Op       Op      `json:"op"`
	Words    []Word  `json:"words,omitempty"`
	Literal  string  `json:"literal,omitempty"`
	Nodes    []*Node `json:"nodes,omitempty"`
	Distance int     `json:"distance,omitempty"`
	Group    string  `json:"group,omitempty"` // the term group that an Or came from

	ids []int // of Words, in Text.words
}

// WordKind says which words of a text a word of a query stands for.
type WordKind string

const (
	Stem  WordKind = "stem"  // every word with the same stem in the document's language
	Exact WordKind = "exact" // the word itself, blind to case and accents
	Wild  WordKind = "wild"  // * is any number of characters, ? one
	Fuzzy WordKind = "fuzzy" // up to Distance characters more, fewer or different
)

// Word is one word of a text query. Text is folded.
type Word struct {
	Kind     WordKind `json:"kind"`
	Text     string   `json:"text"`
	Distance int      `json:"distance,omitempty"`
}

// Note is a remark about how a query was understood. Code is its identity for
// translation, Text the English template, as in [qda.Error].
type Note struct {
	Code string
	Text string
	Args []qda.Arg
}

// Message is the English sentence.
func (n Note) Message() string {
	e := qda.Error{Text: n.Text, Args: n.Args}
	return e.Message()
}

// The limits of a text query. What lies beyond is left out, and a note says so.
const (
	maxQuery    = 4096 // bytes
	maxWords    = 1000 // with all terms of its groups
	maxDepth    = 40   // of parentheses
	maxDistance = 999  // of NEAR
	nearDefault = 10   // words between, where NEAR stands without a number
)

// Distinct gives every distinct word of the query, in order of appearance; plans
// refer to them by position.
func (t *Text) Distinct() []Word { return t.words }

// Empty reports whether there is nothing to look for.
func (t *Text) Empty() bool { return t.Root.Op == Nothing }
