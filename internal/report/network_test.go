package report_test

import (
	"bytes"
	"encoding/xml"
	"image/color"
	"image/png"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"articula/internal/qda"
	"articula/internal/report"
)

// wellFormed reads XML to its end and gives all its text.
func wellFormed(t *testing.T, b []byte) string {
	t.Helper()
	var text strings.Builder
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		token, err := d.Token()
		if err == io.EOF {
			return text.String()
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
		if c, ok := token.(xml.CharData); ok {
			text.Write(c)
		}
	}
}

func TestTheActorMapIsAPictureWithoutMarkupOfOthers(t *testing.T) {
	var b bytes.Buffer
	err := report.SVG(&b, report.Network{
		Title: "Actors <script>", Description: "Two",
		Nodes:  []report.NetworkNode{{Name: `A "b" <i>`, Label: "The ministry of everything that is far too long for one line", Kind: "ministry", X: 0, Y: 0}, {Name: "B\x02", Label: "B", Kind: "moon", X: 1, Y: 1}},
		Edges:  []report.NetworkEdge{{From: 0, To: 1, Strength: 3, Style: 1, Tooltip: "local, informal"}, {From: 1, To: 0, Style: 3}},
		Legend: []string{"formal", "informal"},
	})
	if err != nil {
		t.Fatal(err)
	}
	text := wellFormed(t, b.Bytes())
	for _, want := range []string{"Actors <script>", `A "b" <i>`, "local, informal", "informal"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in the picture", want)
		}
	}
	if strings.Contains(b.String(), "<script") || strings.Contains(b.String(), "NaN") {
		t.Error(b.String())
	}
	if strings.Count(b.String(), "<circle") != 2 || strings.Count(b.String(), "<path d=\"M") != 2+2 || !strings.Contains(b.String(), "Q") {
		t.Error("nodes or edges are missing, or two directions lie on each other")
	}
}

func TestTheActorMapInDotsHasItsShapes(t *testing.T) {
	n := report.Network{
		Nodes:  []report.NetworkNode{{Label: "A", Kind: "ministry", X: 0, Y: 0}, {Label: "B", Kind: "ngo", X: 1, Y: 0}, {Label: "C", Kind: "moon", X: 1, Y: 1}},
		Edges:  []report.NetworkEdge{{From: 0, To: 1, Strength: 3, Level: 1}, {From: 1, To: 2, Style: 1, Level: 2}, {From: 2, To: 1, Style: 3}},
		Legend: []string{"formal"},
	}
	var b bytes.Buffer
	if err := report.PNG(&b, n); err != nil {
		t.Fatal(err)
	}
	pic, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	size := pic.Bounds().Size()
	seen := map[color.RGBA]int{}
	for y := range size.Y {
		for x := range size.X {
			seen[color.RGBAModel.Convert(pic.At(x, y)).(color.RGBA)]++
		}
	}
	if size.X != 2500 || size.Y != 1640 || seen[color.RGBA{255, 255, 255, 255}] < size.X*size.Y*9/10 {
		t.Errorf("%v", size)
	}
	for name, c := range map[string]color.RGBA{"ministry, the first level": {0x1f, 0x5f, 0xa8, 255}, "ngo": {0xa3, 0x29, 0x4a, 255}, "other": {0x5c, 0x5c, 0x5c, 255}, "the second level": {0x9a, 0x4b, 0x00, 255}, "no level": {0x6b, 0x6b, 0x6b, 255}, "letters": {0x1a, 0x1a, 0x1a, 255}} {
		if seen[c] < 50 {
			t.Errorf("%d dots of %s", seen[c], name)
		}
	}
}

func TestLabelsDoNotLieOnEachOtherWhereThereIsRoom(t *testing.T) {
	n := report.Network{Nodes: []report.NetworkNode{{Label: "Ministry of Agriculture", X: 0.5, Y: 0.5}, {Label: "Ministry of Development", X: 0.55, Y: 0.5}}}
	got := n.LabelSides()
	if got[0] == got[1] {
		t.Errorf("both labels stand %s", got[0])
	}
	n.Nodes[1].X, n.Nodes[1].Y = 0.9, 0.9
	if got := n.LabelSides(); got[0] != "below" || got[1] != "below" {
		t.Errorf("labels alone stand %v", got)
	}
}

// TestNoLabelHidesALineWhereThereIsRoom puts a node among others to which it has lines in
// three directions, and looks where the dots of lines would lie under the label.
func TestNoLabelHidesALineWhereThereIsRoom(t *testing.T) {
	centre := report.NetworkNode{Label: "PLIAM", X: 0.5, Y: 0.5}
	around := map[string]report.NetworkNode{"below": {X: 0.5, Y: 0.7}, "above": {X: 0.5, Y: 0.3}, "right": {X: 0.7, Y: 0.5}, "left": {X: 0.3, Y: 0.5}}
	for _, free := range []string{"below", "above", "right", "left", ""} {
		n := report.Network{Nodes: []report.NetworkNode{centre}}
		for side, other := range around {
			if side != free {
				n.Nodes = append(n.Nodes, other)
				n.Edges = append(n.Edges, report.NetworkEdge{From: len(n.Nodes) - 1, To: 0})
			}
		}
		got := n.LabelSides()[0]
		if free != "" && got != free || free == "" && !strings.Contains(got, "-") {
			t.Errorf("with room %q the label stands %s", free, got)
		}
	}
}

// TestTheWindowHasThePaletteOfTheFiles reads the colours in which the window draws.
func TestTheWindowHasThePaletteOfTheFiles(t *testing.T) {
	window, err := os.ReadFile("../../frontend/src/model/network.ts")
	if err != nil {
		t.Fatal(err)
	}
	nodes := []report.NetworkNode{}
	for _, kind := range qda.ActorKinds() {
		nodes = append(nodes, report.NetworkNode{Kind: string(kind), Label: "A"})
	}
	for i, kind := range qda.ActorKinds() {
		var b bytes.Buffer
		if err := report.SVG(&b, report.Network{Nodes: nodes[i : i+1]}); err != nil {
			t.Fatal(err)
		}
		colour := regexp.MustCompile(`r="10" fill="(#[0-9a-f]{6})"`).FindStringSubmatch(b.String())
		if colour == nil || !strings.Contains(string(window), string(kind)+": '"+colour[1]+"'") {
			t.Errorf("%s is %v in files and something else in the window", kind, colour)
		}
	}
	for style, name := range []string{"formal", "informal", "both", "unsaid"} {
		var b bytes.Buffer
		if err := report.SVG(&b, report.Network{Nodes: []report.NetworkNode{{}, {X: 1}}, Edges: []report.NetworkEdge{{To: 1, Style: style}}}); err != nil {
			t.Fatal(err)
		}
		line := regexp.MustCompile(`fill="none" stroke="#[0-9a-f]{6}" stroke-width="[0-9.]+" stroke-dasharray="([0-9 ]*)"`).FindStringSubmatch(b.String())
		if line == nil || !strings.Contains(string(window), name+": '"+line[1]+"'") {
			t.Errorf("lines that are %s are %v in files and something else in the window", name, line)
		}
	}
}
