package report

// Picture is what can be drawn in lines and in dots: a [Network] or [Bars].
type Picture interface {
	draw() drawing
	// said is its title, and what it shows in words for those who cannot see it.
	said() (title, description string)
}

func (n Network) said() (string, string) { return n.Title, n.Description }
func (b Bars) said() (string, string)    { return b.Title, b.Description }

// drawing is a picture as shapes, in the order in which they are laid on each other.
type drawing struct {
	width, height float64
	groups        []group
}

// group is what has one tooltip.
type group struct {
	tooltip string
	shapes  []shape
}

// shape is one of: a line or a curve from A to B, by way of C if Bent; a filled circle
// or polygon; a text.
type shape struct {
	kind    string // "line", "circle", "polygon" or "text"
	a, b, c point
	bent    bool
	points  []point
	radius  float64 // of a circle
	color   string
	width   float64 // of a line, or of the white edge around a circle or text
	dash    []float64
	text    string
	size    float64
	anchor  string // of a text: "start", "middle" or "end"
}

type point struct{ x, y float64 }

// middle is the point halfway on a line.
func (s shape) middle() point {
	if s.bent {
		return point{(s.a.x + 2*s.c.x + s.b.x) / 4, (s.a.y + 2*s.c.y + s.b.y) / 4}
	}
	return point{(s.a.x + s.b.x) / 2, (s.a.y + s.b.y) / 2}
}

// ink is the colour of letters, and of lines of which the colour says nothing.
const ink = "#1a1a1a"

// filledBox is a rectangle.
func filledBox(left, top, wide, high float64, color string) shape {
	return shape{kind: "polygon", color: color, points: []point{{left, top}, {left + wide, top}, {left + wide, top + high}, {left, top + high}}}
}
