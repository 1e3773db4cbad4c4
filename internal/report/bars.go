package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Bars is a picture of rows, each a bar that is stacked of the same parts.
type Bars struct {
	Title, Description string
	PartsHead          string // what the parts are, before their names
	Parts              []BarPart
	Rows               []BarRow
	Note               string // below the bars; "" for none
}

// BarPart is what a bar is stacked of: a value. None is that which has no value.
type BarPart struct {
	Name string
	Mark string // a letter that says what its colour says, see [Marks]; "" is none
	None bool
}

// BarRow is a bar: a length for each part, and what is written after it.
type BarRow struct {
	Name   string
	Depth  int // in its tree, from 0
	Values []int
	After  string
}

// The measures of bars, in pixels.
const (
	barsWidth   = 1000
	barsLeft    = 24
	barsTop     = 34
	barsNames   = 300 // at most, for the names of rows
	barsRow     = 24
	barsHigh    = 16
	barsLetter  = 12
	barsIndent  = 14
	barsAfter   = 8 // between a bar and what is written after it
	barsFoot    = 20
	whiteLetter = "#ffffff"
)

// partColors tell parts apart; all have a contrast of at least 4.5 with white letters.
var partColors = append(slices.Clone(levelColors), "#7a5c00", "#3f4a86")

// BarColors is how many parts there are colours for.
func BarColors() int { return len(partColors) }

func (b Bars) color(part int) string {
	if b.Parts[part].None {
		return LevelColor(0)
	}
	return partColors[part%len(partColors)]
}

// BarsGroup is what is drawn of a row and a part, by number; -1 where it is of none.
type BarsGroup struct {
	Row, Part int
	Tooltip   string
	Shapes    []BarsShape
}

// BarsShape is a filled polygon or, where it has no points, a text.
type BarsShape struct {
	Points string // "x,y x,y …", in pixels
	X, Y   float64
	Text   string
	Size   float64
	Anchor string // "start", "middle" or "end"
	Color  string
}

// Laid gives the picture to those who draw it themselves: how wide and high it is, in
// pixels, and what is in it, in the order of drawing.
func (b Bars) Laid() (width, height float64, groups []BarsGroup) {
	for _, g := range b.lay() {
		out := BarsGroup{Row: g.row, Part: g.part, Tooltip: g.tooltip}
		for _, s := range g.shapes {
			out.Shapes = append(out.Shapes, BarsShape{Points: corners(s.points), X: s.a.x, Y: s.a.y, Text: s.text, Size: s.size, Anchor: s.anchor, Color: s.color})
		}
		groups = append(groups, out)
	}
	return barsWidth, b.high(), groups
}

func (b Bars) draw() drawing {
	d := drawing{width: barsWidth}
	for _, g := range b.lay() {
		d.groups = append(d.groups, g.group)
	}
	d.height = b.high()
	return d
}

// high is how high the picture is.
func (b Bars) high() float64 {
	high := barsTop + 2*barsLetter + float64(len(b.Rows))*barsRow + barsFoot
	if b.Note != "" {
		high += barsRow
	}
	return high
}

// barGroup is a group with the row and the part that it shows; -1 is none.
type barGroup struct {
	group
	row, part int
}

// lay puts the title, the legend, the bars and the note under each other.
func (b Bars) lay() []barGroup {
	text := func(x, y float64, s, color, anchor string) shape {
		return shape{kind: "text", a: point{x, y}, text: s, size: barsLetter, anchor: anchor, color: color}
	}
	title := text(barsLeft, barsLetter+8, shortened(b.Title, 14, barsWidth-2*barsLeft), ink, "start")
	title.size = 14
	out := []barGroup{{group{shapes: []shape{title}}, -1, -1}}
	var keys []legendKey
	for i, p := range b.Parts {
		keys = append(keys, legendKey{func(at point) []shape {
			letter := text(at.x+8, at.y+4, p.Mark, whiteLetter, "middle")
			letter.size = 10
			return []shape{filledBox(at.x, at.y-7, 16, 14, b.color(i)), letter}
		}, 16, p.Name})
	}
	for _, g := range legendLine(barsTop+barsLetter/2, b.PartsHead, keys) {
		out = append(out, barGroup{g, -1, -1})
	}
	names, after, longest := 0.0, 0.0, 1
	for _, r := range b.Rows {
		names = max(names, textWide(r.Name, barsLetter)+float64(r.Depth)*barsIndent)
		after = max(after, textWide(r.After, barsLetter))
		longest = max(longest, total(r.Values))
	}
	names = min(names, barsNames)
	begin := barsLeft + names + barsAfter
	unit := (barsWidth - barsLeft - after - barsAfter - begin) / float64(longest)
	y := float64(barsTop + 2*barsLetter)
	for i, r := range b.Rows {
		indent := float64(r.Depth) * barsIndent
		middle := y + barsRow/2 + 4
		out = append(out, barGroup{group{r.Name, []shape{text(barsLeft+indent, middle, shortened(r.Name, barsLetter, names-indent), ink, "start")}}, i, -1})
		x := begin
		for part, n := range r.Values {
			if n == 0 {
				continue
			}
			wide, said := float64(n)*unit, fmt.Sprint(n)
			shapes := []shape{filledBox(x, y+(barsRow-barsHigh)/2, max(wide-1, 0.5), barsHigh, b.color(part))} // a pixel parts it from the next
			for _, s := range []string{strings.TrimSpace(b.Parts[part].Mark + " " + said), said} {
				if textWide(s, barsLetter)+6 <= wide {
					shapes = append(shapes, text(x+wide/2, middle, s, whiteLetter, "middle"))
					break
				}
			}
			out = append(out, barGroup{group{fmt.Sprintf("%s, %s: %d", r.Name, b.Parts[part].Name, n), shapes}, i, part})
			x += wide
		}
		out = append(out, barGroup{group{shapes: []shape{text(x+barsAfter, middle, r.After, ink, "start")}}, i, -1})
		y += barsRow
	}
	if b.Note != "" {
		out = append(out, barGroup{group{shapes: []shape{text(barsLeft, y+barsRow/2+4, b.Note, ink, "start")}}, -1, -1})
	}
	return out
}

func total(list []int) int {
	n := 0
	for _, x := range list {
		n += x
	}
	return n
}

// shortened cuts a text that is too wide, and says so by an ellipsis.
func shortened(s string, size, most float64) string {
	if textWide(s, size) <= most {
		return s
	}
	r := []rune(s)
	n := len(r)
	for n > 0 && textWide(string(r[:n])+"…", size) > most {
		n--
	}
	return strings.TrimSpace(string(r[:n])) + "…"
}

// Mark gives the parts their letters, in the order of their names.
func (b *Bars) Mark() {
	var names []string
	for _, p := range b.Parts {
		if !p.None {
			names = append(names, p.Name)
		}
	}
	marks := Marks(names)
	for i, p := range b.Parts {
		if !p.None {
			b.Parts[i].Mark, marks = marks[0], marks[1:]
		}
	}
}

// Fewest gathers the parts that are most seldom into a last one of this name, where there
// are more than there are colours for. It gives for each part that was there the part that
// it is now.
func (b *Bars) Fewest(name string) []int {
	now := make([]int, len(b.Parts))
	for i := range now {
		now[i] = i
	}
	if len(b.Parts) <= len(partColors) {
		return now
	}
	sums := make([]int, len(b.Parts))
	for _, r := range b.Rows {
		for i, n := range r.Values {
			sums[i] += n
		}
	}
	order := slices.Clone(now)
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(sums[j], sums[i]) })
	kept := order[:len(partColors)-1]
	slices.Sort(kept)
	var parts []BarPart
	for i := range now {
		now[i] = len(kept)
		if at, is := slices.BinarySearch(kept, i); is {
			now[i] = at
			parts = append(parts, b.Parts[i])
		}
	}
	b.Parts = append(parts, BarPart{Name: name})
	for i, r := range b.Rows {
		values := make([]int, len(b.Parts))
		for part, n := range r.Values {
			values[now[part]] += n
		}
		b.Rows[i].Values = values
	}
	return now
}
