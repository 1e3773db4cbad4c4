package report_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"

	"articula/internal/report"

	"pgregory.net/rapid"
)

// waysOf gives the ways of the lines in a picture that lead between nodes.
func waysOf(t *testing.T, n report.Network) []string {
	t.Helper()
	var b bytes.Buffer
	if err := report.SVG(&b, n); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, m := range regexp.MustCompile(`<path d="([^"]+)" fill="none" stroke="(#[0-9a-f]{6})"`).FindAllStringSubmatch(b.String(), -1) {
		out = append(out, m[1])
	}
	return out
}

func TestTwoCoordinationsOfTheSameActorsAreTwoLines(t *testing.T) {
	two := []report.NetworkNode{{Label: "A", X: 0.2, Y: 0.5}, {Label: "B", X: 0.8, Y: 0.5}}
	for name, edges := range map[string][]report.NetworkEdge{
		"the same way": {{To: 1}, {To: 1, Style: 1}}, "there and back": {{To: 1}, {From: 1}}, "two there, one back": {{To: 1}, {From: 1}, {To: 1}},
	} {
		ways := waysOf(t, report.Network{Nodes: two, Edges: edges})
		if len(ways) != len(edges) {
			t.Fatalf("%s: %d lines", name, len(ways))
		}
		slices.Sort(ways)
		if len(slices.Compact(ways)) != len(edges) {
			t.Errorf("%s: lines lie on each other: %v", name, ways)
		}
	}
	if ways := waysOf(t, report.Network{Nodes: two, Edges: []report.NetworkEdge{{To: 1}}}); strings.Contains(ways[0], "Q") {
		t.Errorf("one alone is bent: %v", ways)
	}
}

func TestLinesOfTheSameActorsNeverMeetInTheMiddle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := rapid.IntRange(2, 4).Draw(t, "nodes")
		n := report.Network{Nodes: make([]report.NetworkNode, nodes)}
		for range rapid.IntRange(0, 12).Draw(t, "edges") {
			from := rapid.IntRange(0, nodes-1).Draw(t, "from")
			n.Edges = append(n.Edges, report.NetworkEdge{From: from, To: (from + rapid.IntRange(1, nodes-1).Draw(t, "further")) % nodes})
		}
		bends := n.Bends()
		for i, a := range n.Edges {
			for j, b := range n.Edges[:i] {
				switch {
				case a.From == b.From && a.To == b.To && bends[i] == bends[j], a.From == b.To && a.To == b.From && bends[i] == -bends[j]:
					t.Fatalf("%v and %v both run at %v", a, b, bends[i])
				}
			}
			if bends[i] < -104 || bends[i] > 104 {
				t.Fatalf("%v lies %v aside", a, bends[i])
			}
		}
	})
}

func TestTheLegendNamesLevelsAndMechanisms(t *testing.T) {
	n := report.Network{
		Nodes:     []report.NetworkNode{{Label: "A", Kind: "ngo"}, {Label: "B", X: 1}},
		Edges:     []report.NetworkEdge{{To: 1, Level: 2, Mark: "I"}},
		Mechanism: "Mecanismo", Legend: []string{"formal", "informal"},
		Level: "Nivel", Levels: []report.NetworkLevel{{Level: 2, Name: "intermedio", Mark: "I"}, {Level: 0, Name: strings.Repeat("no se dice ", 30)}},
		Strength: "Fuerza", Strengths: []string{"débil"}, Kinds: []report.NetworkKind{{Kind: "ngo", Name: "ONG"}, {Kind: "agency", Name: "agencia"}},
	}
	var b bytes.Buffer
	if err := report.SVG(&b, n); err != nil {
		t.Fatal(err)
	}
	text := wellFormed(t, b.Bytes())
	for _, want := range []string{"Mecanismo:", "formal", "Nivel:", "intermedio", "Fuerza:", "débil", "ONG"} {
		if !strings.Contains(text, want) {
			t.Errorf("the legend does not say %q", want)
		}
	}
	if got := strings.Count(b.String(), ">I</text>"); got != 2 {
		t.Errorf("the letter of the level is there %d times", got)
	}
	if strings.Contains(text, "agencia") {
		t.Error("a kind is named that no node has")
	}
	if got := strings.Count(b.String(), report.LevelColor(2)); got != 5 { // the line, its head and the key, and what the two letters stand on
		t.Errorf("the colour of the level is there %d times", got)
	}
	if !regexp.MustCompile(`font-size="[1-9](\.[0-9]+)?"`).MatchString(b.String()) {
		t.Error("words that are too long for the picture are not written smaller")
	}
}
