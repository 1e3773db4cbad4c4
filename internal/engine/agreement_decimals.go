package engine

import (
	"slices"
	"strconv"
	"strings"
)

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil
}

// withPoint gives a number with a decimal comma the point that programs write. What has
// a point already, or two commas, stays as it is.
func withPoint(s string) string {
	if strings.Contains(s, ".") || strings.Count(s, ",") != 1 {
		return s
	}
	return strings.Replace(s, ",", ".", 1)
}

// pointed writes the judgements with decimal points, if all of them and all categories
// are numbers then.
func (t *judgements) pointed() {
	lists := append(slices.Clone(t.cells), t.categories)
	for _, list := range lists {
		for _, s := range list {
			if s != "" && !isNumber(withPoint(s)) {
				return
			}
		}
	}
	t.categories = slices.Clone(t.categories) // those of the query are not ours
	for _, list := range append(t.cells, t.categories) {
		for i := range list {
			list[i] = withPoint(list[i])
		}
	}
}

// words says which judgement is no number where numbers were meant: others in its column
// are some, or weights were asked for that numbers give a meaning.
func (t judgements) words(q TableQuery) []string {
	if q.Sets != "" || len(q.Categories) > 0 {
		return nil
	}
	word, key := "", ""
	for column := range t.coders {
		first, numbers := "", false
		for _, row := range t.cells {
			switch cell := row[column]; {
			case cell == "":
			case isNumber(cell), t.commas && isNumber(withPoint(cell)):
				numbers = true
			case first == "":
				first = cell
			}
		}
		if word == "" || first != "" && numbers && key == "" {
			word = first
		}
		if first != "" && numbers {
			key = "words"
		}
	}
	if word != "" && q.Weights != "" && q.Weights != "none" && q.Weights != "unweighted" {
		key = "words.weights"
	}
	if key == "" {
		return nil
	}
	return []string{wordsIn(q.Lang).say(key, "value", word)}
}
