package engine

import (
	"context"
	"maps"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/store"
)

// What a statement says in another language is kept together with the words that were put
// into it: when these change, the other language says something that nobody holds any
// more, and is told apart until somebody has looked at it.
const (
	statementField   = "statement"
	statementOfField = "statement_of"
)

// TranslateFinding says what a finding states in other languages; those not named stay,
// and "" takes one away. Who wrote the finding, its status and what it was held against
// stay as they are. To give the words that are there again is to say that they hold for the
// statement as it is now.
func (p *Project) TranslateFinding(ctx context.Context, id qda.ID, statements map[string]string) (FindingView, error) {
	_, err := p.update(ctx, "cell.translate", func(tx *store.Tx) error {
		c, err := finding(tx, id)
		if err != nil {
			return err
		}
		return translateFinding(tx, c, statements)
	})
	if err != nil {
		return FindingView{}, err
	}
	return p.Finding(ctx, id)
}

func translateFinding(tx *store.Tx, c qda.Cell, statements map[string]string) error {
	if c.Statement == "" && len(statements) > 0 {
		return qda.E(qda.Invalid, "finding.nothing_to_translate", "The finding says nothing yet that could be said in another language. Nothing was changed.")
	}
	if err := setOthers(tx, c.Entity(), c.ID, statementField, statements); err != nil {
		return err
	}
	of := map[string]string{}
	for lang, text := range statements {
		if of[lang] = ""; strings.TrimSpace(text) != "" {
			of[lang] = c.Statement
		}
	}
	return setOthers(tx, c.Entity(), c.ID, statementOfField, of)
}

// statementsOf gives what a finding says in other languages, and in which of them it says
// so of words that were replaced since.
func (c *catalog) statementsOf(k qda.Cell) (statements map[string]string, outdated []string) {
	statements, outdated = c.textsOf(k.ID, statementField), []string{}
	of := c.textsOf(k.ID, statementOfField)
	for _, lang := range slices.Sorted(maps.Keys(statements)) {
		if of[lang] != k.Statement {
			outdated = append(outdated, lang)
		}
	}
	return statements, outdated
}

// In is what a finding says in a language, and its own words where it does not say
// anything there or says it of earlier words.
func (f FindingView) In(lang string) string {
	if text := f.Statements[lang]; text != "" && !slices.Contains(f.Outdated, lang) {
		return text
	}
	return f.Statement
}
