package engine

import (
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"testing"

	"articula/internal/report"
)

// european are words of Portugal for which Brazil, whose spelling is kept throughout, has
// others: arquivo, usuário, salvar, tela, registro, equipe, rodada, senha, planejar.
var european = regexp.MustCompile(`(?i)ficheiro|utilizador|guardar|guardad[oa]|\bguarde\b|ecrã|\bregisto|\bregist(ar|ou|ad)|\bequipas?\b|\brondas?\b|palavra-passe|planead|percentage|\bcontrolo\b|\bpartilh|est(á|ão) a [a-zç]+r\b`)

func TestPortugueseIsBrazilian(t *testing.T) {
	words := slices.Collect(maps.Values(agreementWords["pt"]))
	w := tableWords()
	for _, all := range []map[string][]string{w.meanings, w.heads} {
		for _, said := range all {
			words = append(words, said[slices.Index(report.Languages(), "pt")])
		}
	}
	b, err := json.Marshal(report.WordsIn("pt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range append(words, string(b)) {
		if found := european.FindString(s); found != "" {
			t.Errorf("%q is not what Brazil says: %.200s", found, s)
		}
	}
	for _, s := range []string{"o ficheiro", "a equipa", "está a escrever", "Guardar", "o registo"} {
		if !european.MatchString(s) {
			t.Errorf("%q is let through", s)
		}
	}
}
