package graph_test

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"

	"articula/internal/exchange/graph"
)

// file is GraphML as a reader sees it.
type file struct {
	Keys []struct {
		ID  string `xml:"id,attr"`
		For string `xml:"for,attr"`
	} `xml:"key"`
	Graph struct {
		Direction string `xml:"edgedefault,attr"`
		Nodes     []struct {
			ID   string `xml:"id,attr"`
			Data []data `xml:"data"`
		} `xml:"node"`
		Edges []struct {
			Source string `xml:"source,attr"`
			Target string `xml:"target,attr"`
			Data   []data `xml:"data"`
		} `xml:"edge"`
	} `xml:"graph"`
}

type data struct {
	Key  string `xml:"key,attr"`
	Text string `xml:",chardata"`
}

func get(list []data, key string) string {
	for _, d := range list {
		if d.Key == key {
			return d.Text
		}
	}
	return ""
}

func TestANetworkIsReadBackAsItWasWritten(t *testing.T) {
	n := graph.Network{
		Title: "Map <of> actors",
		Nodes: []graph.Node{{ID: "a", Name: `Ministry of "Land" & Water`, Label: "MLW", Kind: "ministry", X: 0.25, Y: 1}, {ID: "b<1>", Name: "Añil\x01", Kind: "ngo"}},
		Edges: []graph.Edge{{ID: "e", From: "a", To: "b<1>", Strength: 3, Citations: 5, Levels: "local; central", Mechanisms: "informal", Directions: "vertical", Influences: "enables", Case: "Perú", Note: "a < b", Passages: "“x” (Manual)\n“y” (Ley)"}},
	}
	var b bytes.Buffer
	if err := graph.GraphML(&b, n); err != nil {
		t.Fatal(err)
	}
	var f file
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if f.Graph.Direction != "directed" || len(f.Graph.Nodes) != 2 || len(f.Graph.Edges) != 1 || f.Graph.Nodes[1].ID != "b<1>" {
		t.Fatalf("%+v", f)
	}
	first := f.Graph.Nodes[0].Data
	if get(first, "name") != n.Nodes[0].Name || get(first, "x") != "250.0" || get(first, "y") != "1000.0" || get(first, "kind") != "ministry" {
		t.Errorf("%+v", first)
	}
	if name := get(f.Graph.Nodes[1].Data, "name"); !strings.HasPrefix(name, "Añil") {
		t.Errorf("%q", name)
	}
	e := f.Graph.Edges[0]
	if e.Source != "a" || e.Target != "b<1>" || get(e.Data, "strength") != "3" || get(e.Data, "levels") != "local; central" || get(e.Data, "case") != "Perú" || get(e.Data, "directions") != "vertical" || get(e.Data, "influences") != "enables" || get(e.Data, "note") != "a < b" || get(e.Data, "passages") != n.Edges[0].Passages {
		t.Errorf("%+v", e)
	}
	declared := map[string]bool{}
	for _, k := range f.Keys {
		declared[k.For+k.ID] = true
	}
	for _, d := range first {
		if !declared["node"+d.Key] {
			t.Errorf("%s is not declared", d.Key)
		}
	}
	for _, d := range e.Data {
		if !declared["edge"+d.Key] {
			t.Errorf("%s is not declared", d.Key)
		}
	}
}
