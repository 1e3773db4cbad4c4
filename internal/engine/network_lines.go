package engine

import (
	"fmt"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/report"
)

// NetworkLine is one coordination as the picture draws it.
type NetworkLine struct {
	Relation qda.ID  `json:"relation" ts_type:"string"`
	From     int     `json:"from"` // number in Nodes, from 0
	To       int     `json:"to"`
	Bend     float64 `json:"bend"` // how far it is pulled aside, to the right of its way, in pixels of the picture; 0 is straight
	Strength int     `json:"strength"`
	Style    int     `json:"style"` // 0 formal, 1 informal, 2 both, 3 not said
	Level    int     `json:"level"` // that of the key, 0 where it is not said
	Color    string  `json:"color"` // of the level, on white
	Mark     string  `json:"mark"`  // the letter of the level, "" where it is not said
	Tooltip  string  `json:"tooltip"`
}

// The styles of lines.
const (
	styleFormal = iota
	styleInformal
	styleBoth
	styleUnsaid
)

// NetworkKey says what lines mean.
type NetworkKey struct {
	Level     string         `json:"level"`     // what the facet is called; "" where there is none
	Levels    []NetworkLevel `json:"levels"`    // of the lines that are there, that which is not said last
	Mechanism string         `json:"mechanism"` // likewise
}

// NetworkLevel is a level, or several that are said of one coordination, with the colour
// of its lines.
type NetworkLevel struct {
	Level int    `json:"level"`
	Name  string `json:"name"`
	Color string `json:"color"`
	Mark  string `json:"mark"`
}

// lineDrawer knows the levels of a project: their values in order, then what is said
// together of one coordination. It knows them from all coordinations, so that a level
// keeps its colour when the filter changes.
type lineDrawer struct {
	cat    *catalog
	net    ActorNetwork // for its facets and nodes
	lang   string
	values []qda.FacetValue
	levels []string // by number, from 1, as the identities of values
	marks  map[string]string
}

func newLineDrawer(cat *catalog, n ActorNetwork, all []RelationView, lang string) *lineDrawer {
	d := &lineDrawer{cat: cat, net: n, lang: lang, marks: map[string]string{}}
	var names []string
	for _, v := range cat.values {
		if v.FacetID == n.level || v.FacetID == n.mechanism {
			d.values = append(d.values, v)
		}
		if v.FacetID == n.level && v.DeletedAt == "" {
			d.levels, names = append(d.levels, v.ID.String()), append(names, cat.label(v.ID, v.Name, lang))
		}
	}
	for i, mark := range report.Marks(names) {
		d.marks[d.levels[i]] = mark
	}
	for _, r := range all {
		if said, _ := d.said(r, n.level); said != "" && !slices.Contains(d.levels, said) {
			d.levels = append(d.levels, said)
		}
	}
	return d
}

// said gives the values of a facet on a coordination in their order, as identities and as
// names in the language.
func (d *lineDrawer) said(r RelationView, facet qda.ID) (ids, names string) {
	var id, name []string
	for _, v := range d.values {
		if v.FacetID == facet && slices.ContainsFunc(r.Facets, func(x FacetValue) bool { return x.Facet == facet && x.Value == v.ID }) {
			id, name = append(id, v.ID.String()), append(name, d.cat.label(v.ID, v.Name, d.lang))
		}
	}
	return strings.Join(id, " "), strings.Join(name, ", ")
}

// mark is the letters of the levels that are said together; one that is in the bin has
// none.
func (d *lineDrawer) mark(ids string) string {
	var out string
	for _, id := range strings.Fields(ids) {
		out += d.marks[id]
	}
	return out
}

func (d *lineDrawer) line(r RelationView, from, to int) NetworkLine {
	level, levelName := d.said(r, d.net.level)
	_, mechanism := d.said(r, d.net.mechanism)
	l := NetworkLine{Relation: r.ID, From: from, To: to, Strength: r.Strength, Style: styleUnsaid, Level: slices.Index(d.levels, level) + 1}
	l.Color, l.Mark = report.LevelColor(l.Level), d.mark(level)
	formal, informal := false, false
	for _, v := range r.Facets {
		if v.Facet == d.net.mechanism {
			formal = formal || d.cat.called(v.Value, v.Meaning, "formal")
			informal = informal || d.cat.called(v.Value, v.Meaning, "informal")
		}
	}
	switch {
	case formal && informal:
		l.Style = styleBoth
	case informal:
		l.Style = styleInformal
	case formal:
		l.Style = styleFormal
	}
	l.Tooltip = fmt.Sprintf("%s → %s", d.net.Nodes[from].Title, d.net.Nodes[to].Title)
	said := slices.DeleteFunc([]string{levelName, mechanism, d.cat.caseIn(r.Case.ID, d.lang)}, func(s string) bool { return s == "" })
	if len(said) > 0 {
		l.Tooltip += ": " + strings.Join(said, ", ")
	}
	return l
}

// key names the levels of lines.
func (d *lineDrawer) key(lines []NetworkLine) NetworkKey {
	out := NetworkKey{Levels: []NetworkLevel{}}
	for _, f := range d.cat.facets {
		switch f.ID {
		case d.net.level:
			out.Level = d.cat.label(f.ID, f.Name, d.lang)
		case d.net.mechanism:
			out.Mechanism = d.cat.label(f.ID, f.Name, d.lang)
		}
	}
	if out.Level == "" {
		return out
	}
	for i, ids := range append(slices.Clone(d.levels), "") {
		level := (i + 1) % (len(d.levels) + 1)
		if !slices.ContainsFunc(lines, func(l NetworkLine) bool { return l.Level == level }) {
			continue
		}
		var names []string
		for _, v := range d.values {
			if slices.Contains(strings.Fields(ids), v.ID.String()) {
				names = append(names, d.cat.label(v.ID, v.Name, d.lang))
			}
		}
		if level == 0 {
			names = []string{report.WordsIn(d.lang).NotSaid}
		}
		out.Levels = append(out.Levels, NetworkLevel{Level: level, Name: strings.Join(names, ", "), Color: report.LevelColor(level), Mark: d.mark(ids)})
	}
	return out
}
