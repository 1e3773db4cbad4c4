package seed

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/yamltree"
)

// Vocabulary is what the project's codebook offers: the records that its codebook
// file turns into. Codes, facets, attributes and permitted values are known by name.
type Vocabulary struct {
	Codes       []qda.Code
	Facets      []qda.Facet
	FacetValues []qda.FacetValue
	Attributes  []qda.Attribute
	Choices     []qda.Choice
}

// Problem is a fault in a file.
type Problem struct {
	File string
	Line int // 0 if it is about the whole file
	Text string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// Problems is the cause of the error that [Load] gives: every fault that was found.
type Problems []Problem

// Error lists the problems, one per line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Load reads the project in the folder. The error, of kind Damaged, has all
// [Problems] as its cause.
func Load(fsys fs.FS, vocabulary Vocabulary) (*Project, error) {
	l := newLoader(fsys, vocabulary)
	l.project()
	l.cases()
	l.documents()
	l.actors()
	l.allCodings()
	l.relations()
	l.values()
	l.links()
	l.memos()
	l.syntheses()
	l.translationsUsed()
	if len(l.problems) > 0 {
		return nil, qda.E(qda.Damaged, "seed.faulty", "The readable project has {count} faults and was not read. The first: {first}.",
			"count", len(l.problems), "first", l.problems[0].String()).Because(l.problems)
	}
	return &l.out, nil
}

type loader struct {
	fsys     fs.FS
	out      Project
	problems Problems
	words    words
	slug     map[string]*Document
	isCase   map[string]bool
	isActor  map[string]bool
	coder    map[string]bool
	round    map[string]bool
	assigned map[Assignment]bool // without the date
	rawCases []rawCase
	rawDocs  []rawDocument
	rawRels  []rawRelation
	quoted   map[Passage]bool // passages that are coded or cited
}

func newLoader(fsys fs.FS, v Vocabulary) *loader {
	return &loader{fsys: fsys, words: newWords(v), slug: map[string]*Document{}, isCase: map[string]bool{}, isActor: map[string]bool{},
		coder: map[string]bool{}, round: map[string]bool{}, assigned: map[Assignment]bool{}, quoted: map[Passage]bool{}}
}

func (l *loader) bad(file string, line int, format string, args ...any) {
	l.problems = append(l.problems, Problem{file, line, fmt.Sprintf(format, args...)})
}

// read decodes a file; it reports false, and the problem, where it cannot.
func (l *loader) read(file string, into any) bool {
	b, err := fs.ReadFile(l.fsys, file)
	if err != nil {
		l.bad(file, 0, "cannot be read: %v", err)
		return false
	}
	n, err := yamltree.Parse(b)
	if err == nil {
		err = yamltree.Decode(n, into)
	}
	if err != nil {
		line := 0
		var e *qda.Error
		if errors.As(err, &e) && len(e.Args) > 0 && e.Args[0].Name == "line" {
			line, _ = e.Args[0].Value.(int)
		}
		text := strings.TrimPrefix(qda.AsError(err).Message(), fmt.Sprintf("Line %d ", line))
		l.bad(file, line, "%s", strings.TrimSuffix(text, "."))
		return false
	}
	return true
}

// need reports a text that is missing.
func (l *loader) need(file string, line int, what, text string) {
	if strings.TrimSpace(text) == "" {
		l.bad(file, line, "%s is missing", what)
	}
}

// known reports a reference that leads nowhere.
func (l *loader) known(file string, line int, what, name string, found bool) {
	if !found {
		l.bad(file, line, "there is no %s %q", what, name)
	}
}

// unique reports a name that stands a second time.
func (l *loader) unique(file string, line int, what, name string, seen map[string]bool) {
	l.need(file, line, "the name of a "+what, name)
	if seen[name] {
		l.bad(file, line, "the %s %q stands twice", what, name)
	}
	seen[name] = true
}

// oneOf reports a word that is not in the list.
func oneOf[T ~string](l *loader, file string, line int, what, word string, allowed []T) T {
	if !slices.Contains(allowed, T(word)) {
		l.bad(file, line, "%s is %q, which is not one of %v", what, word, allowed)
	}
	return T(word)
}

func (l *loader) project() {
	const file = "project.yaml"
	var raw rawProject
	if !l.read(file, &raw) {
		return
	}
	l.need(file, 0, "the title", raw.Title)
	l.out.Title, l.out.Description, l.out.Language, l.out.Codebook = raw.Title, raw.Description, raw.Language, raw.Codebook
	names := map[string]bool{}
	for _, r := range raw.Coders {
		l.unique(file, r.Line, "coder", r.Key, l.coder)
		l.unique(file, r.Line, "coder", r.Name, names)
		oneOf(l, file, r.Line, "the role", r.Role, []string{"coder", "supervisor"})
		l.out.Coders = append(l.out.Coders, Coder{Key: r.Key, Coder: qda.Coder{Name: r.Name, Initials: r.Initials, Color: r.Color, Role: r.Role}})
	}
	for _, r := range raw.Rounds {
		l.unique(file, r.Line, "round", r.Key, l.round)
		l.need(file, r.Line, "the label", r.Label)
		oneOf(l, file, r.Line, "the kind", r.Kind, []string{qda.CodingRound, qda.ConsensusRound, qda.TrainingRound})
		l.out.Rounds = append(l.out.Rounds, Round{Key: r.Key, Note: r.Note, Round: qda.Round{Label: r.Label, Kind: r.Kind, Blind: r.Blind}})
	}
	for _, r := range raw.Versions {
		l.need(file, r.Line, "the label of a version", r.Label)
		l.known(file, r.Line, "coder", r.By, l.coder[r.By])
		l.known(file, r.Line, "round", r.Round, l.round[r.Round])
		l.out.Versions = append(l.out.Versions, Version{Label: r.Label, Note: r.Note, Coder: r.By, Round: r.Round})
	}
	for _, r := range raw.TermGroups {
		l.need(file, r.Line, "the name of a term group", r.Name)
		if len(r.Terms) < 2 {
			l.bad(file, r.Line, "a term group needs at least two terms")
		}
		l.out.TermGroups = append(l.out.TermGroups, TermGroup{r.Name, r.Terms})
	}
}
