package report_test

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
	"testing"

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
	if strings.Count(b.String(), "<circle") != 2 || strings.Count(b.String(), "<path d=\"M") != 2+1 || !strings.Contains(b.String(), "Q") {
		t.Error("nodes or edges are missing, or two directions lie on each other")
	}
}
