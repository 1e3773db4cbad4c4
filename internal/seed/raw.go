package seed

import "articula/internal/yamltree"

// The forms of the files, as package yamltree fills them.

type rawProject struct {
	Title       string       `yaml:"title"`
	Description string       `yaml:"description"`
	Language    string       `yaml:"language"`
	Codebook    string       `yaml:"codebook"`
	Coders      []rawWho     `yaml:"coders"`
	Rounds      []rawWhen    `yaml:"rounds"`
	TermGroups  []rawTerm    `yaml:"term_groups"`
	Versions    []rawVersion `yaml:"codebook_versions"`
}

type rawVersion struct {
	Line  int    `yaml:",line"`
	Label string `yaml:"label"`
	Note  string `yaml:"note"`
	By    string `yaml:"by"`
	Round string `yaml:"round"`
}

type rawWho struct {
	Line     int    `yaml:",line"`
	Key      string `yaml:"key"`
	Name     string `yaml:"name"`
	Initials string `yaml:"initials"`
	Color    string `yaml:"color"`
	Role     string `yaml:"role"`
}

type rawWhen struct {
	Line  int    `yaml:",line"`
	Key   string `yaml:"key"`
	Label string `yaml:"label"`
	Kind  string `yaml:"kind"`
	Blind bool   `yaml:"blind"`
	Note  string `yaml:"note"`
}

type rawTerm struct {
	Line  int      `yaml:",line"`
	Name  string   `yaml:"name"`
	Terms []string `yaml:"terms"`
}

type rawPassage struct {
	Line     int    `yaml:",line"`
	Document string `yaml:"document"`
	Quote    string `yaml:"quote"`
	Nth      int    `yaml:"nth"`
}

type rawCitation struct {
	rawPassage
	Role string `yaml:"role"`
}

type rawCases struct {
	Cases []rawCase `yaml:"cases"`
}

type rawCase struct {
	Line        int               `yaml:",line"`
	Name        string            `yaml:"name"`
	Names       map[string]string `yaml:"names"`
	Kind        string            `yaml:"kind"`
	Description string            `yaml:"description"`
	Attributes  []rawValue        `yaml:"attributes"`
	Cases       []rawCase         `yaml:"cases"`
}

type rawValue struct {
	Line         int           `yaml:",line"`
	Attribute    string        `yaml:"attribute"`
	Value        string        `yaml:"value"`
	Status       string        `yaml:"status"`
	By           string        `yaml:"by"`
	Note         string        `yaml:"note"`
	Alternatives string        `yaml:"alternatives"`
	Citations    []rawCitation `yaml:"citations"`
}

type rawDocuments struct {
	Documents []rawDocument `yaml:"documents"`
}

type rawDocument struct {
	Line         int          `yaml:",line"`
	File         string       `yaml:"file"`
	Title        string       `yaml:"title"`
	Kind         string       `yaml:"kind"`
	Lang         string       `yaml:"lang"`
	Date         string       `yaml:"date"`
	Jurisdiction string       `yaml:"jurisdiction"`
	Case         string       `yaml:"case"`
	Description  string       `yaml:"description"`
	Attributes   []rawValue   `yaml:"attributes"`
	Speakers     []rawSpeaker `yaml:"speakers"`
	AlsoIn       []rawPart    `yaml:"also_in"`
	InLanguage   []rawPart    `yaml:"in_language"`
}

type rawPart struct {
	Line  int    `yaml:",line"`
	Quote string `yaml:"quote"`
	Nth   int    `yaml:"nth"`
	Case  string `yaml:"case"`
	Lang  string `yaml:"lang"`
}

type rawSpeaker struct {
	Line       int        `yaml:",line"`
	Name       string     `yaml:"name"`
	Role       string     `yaml:"role"`
	Attributes []rawValue `yaml:"attributes"`
}

type rawCodings struct {
	Line         int              `yaml:",line"`
	Document     string           `yaml:"document"`
	Assigned     []rawAssignment  `yaml:"assigned"`
	Codings      []rawCoding      `yaml:"codings"`
	Translations []rawTranslation `yaml:"translations"`
}

type rawAssignment struct {
	Line     int      `yaml:",line"`
	Round    string   `yaml:"round"`
	Coders   []string `yaml:"coders"`
	Finished string   `yaml:"finished"`
}

type rawCoding struct {
	Line   int            `yaml:",line"`
	Quote  string         `yaml:"quote"`
	Nth    int            `yaml:"nth"`
	Code   string         `yaml:"code"`
	Coders []string       `yaml:"coders"`
	Round  string         `yaml:"round"`
	Facets *yamltree.Node `yaml:"facets"`
	Memo   string         `yaml:"memo"`
}

type rawTranslation struct {
	Line       int    `yaml:",line"`
	Quote      string `yaml:"quote"`
	Nth        int    `yaml:"nth"`
	Lang       string `yaml:"lang"`
	Text       string `yaml:"text"`
	Translator string `yaml:"translator"`
	Status     string `yaml:"status"`
}

type rawActors struct {
	Actors    []rawActor    `yaml:"actors"`
	Relations []rawRelation `yaml:"relations"`
}

type rawActor struct {
	Line        int                 `yaml:",line"`
	Name        string              `yaml:"name"`
	Kind        string              `yaml:"kind"`
	Parent      string              `yaml:"parent"`
	Description string              `yaml:"description"`
	Names       map[string][]string `yaml:"names"`
	Acronyms    map[string][]string `yaml:"acronyms"`
}

type rawRelation struct {
	Line      int            `yaml:",line"`
	From      string         `yaml:"from"`
	To        string         `yaml:"to"`
	Case      string         `yaml:"case"`
	Strength  int            `yaml:"strength"`
	By        string         `yaml:"by"`
	Facets    *yamltree.Node `yaml:"facets"`
	Note      string         `yaml:"note"`
	Citations []rawCitation  `yaml:"citations"`
}

type rawLinks struct {
	Links []rawLink `yaml:"links"`
}

type rawLink struct {
	Line int        `yaml:",line"`
	Kind string     `yaml:"kind"`
	By   string     `yaml:"by"`
	Note string     `yaml:"note"`
	From rawPassage `yaml:"from"`
	To   rawPassage `yaml:"to"`
}

type rawMemos struct {
	Memos []rawMemo `yaml:"memos"`
}

type rawMemo struct {
	Line     int    `yaml:",line"`
	Title    string `yaml:"title"`
	Kind     string `yaml:"kind"`
	By       string `yaml:"by"`
	On       string `yaml:"on"`
	Code     string `yaml:"code"`
	Document string `yaml:"document"`
	Case     string `yaml:"case"`
	Body     string `yaml:"body"`
}

type rawSyntheses struct {
	Syntheses []rawSynthesis `yaml:"syntheses"`
}

type rawSynthesis struct {
	Line       int               `yaml:",line"`
	Title      string            `yaml:"title"`
	Titles     map[string]string `yaml:"titles"`
	Rows       []string          `yaml:"rows"`
	Gathered   []rawRow          `yaml:"gathered"`
	Dimensions []rawDimension    `yaml:"dimensions"`
	Cells      []rawCell         `yaml:"cells"`
}

type rawRow struct {
	Line      int               `yaml:",line"`
	Title     string            `yaml:"title"`
	Titles    map[string]string `yaml:"titles"`
	Attribute string            `yaml:"attribute"`
	Value     string            `yaml:"value"`
	Cases     []string          `yaml:"cases"`
}

type rawDimension struct {
	Line   int               `yaml:",line"`
	Key    string            `yaml:"key"`
	Title  string            `yaml:"title"`
	Titles map[string]string `yaml:"titles"`
	Kind   string            `yaml:"kind"`
	Code   string            `yaml:"code"`
	Query  string            `yaml:"query"`
}

type rawCell struct {
	Line       int               `yaml:",line"`
	Case       string            `yaml:"case"`
	Dimension  string            `yaml:"dimension"`
	Part       int               `yaml:"part"`
	Statement  string            `yaml:"statement"`
	Statements map[string]string `yaml:"statements"`
	Status     string            `yaml:"status"`
	By         string            `yaml:"by"`
	Citations  []rawCitation     `yaml:"citations"`
	Unfounded  bool              `yaml:"unfounded"`
	Since      rawSince          `yaml:"since"`
}

type rawSince struct {
	New       []rawPassage   `yaml:"new"`
	Withdrawn []rawWithdrawn `yaml:"withdrawn"`
	Reworded  []rawReworded  `yaml:"reworded"`
}

type rawWithdrawn struct {
	rawPassage
	Code  string `yaml:"code"`
	By    string `yaml:"by"`
	Round string `yaml:"round"`
}

type rawReworded struct {
	Line int    `yaml:",line"`
	Code string `yaml:"code"`
	Was  string `yaml:"was"`
}
