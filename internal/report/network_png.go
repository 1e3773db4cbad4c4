package report

import (
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"strconv"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// pngScale is how many dots of the PNG stand for one pixel of the picture: enough for
// print. A picture that is very high has fewer, and no more than pngHigh from its top to
// its foot.
const (
	pngScale = 2.5
	pngHigh  = 16000
)

// PNG draws the same picture as [SVG] in dots. Letters that the font of the program
// lacks, outside of Latin, Greek and Cyrillic, are boxes.
func PNG(w io.Writer, pic Picture) error {
	d := pic.draw()
	scale := min(pngScale, pngHigh/d.height)
	c := &canvas{Image: image.NewRGBA(image.Rect(0, 0, int(d.width*scale), int(d.height*scale))), faces: map[float64]font.Face{}, scale: scale}
	draw.Draw(c.Image, c.Image.Bounds(), image.White, image.Point{}, draw.Src)
	for _, g := range d.groups {
		for _, s := range g.shapes {
			if err := c.put(s); err != nil {
				return err
			}
		}
	}
	return png.Encode(w, c.Image)
}

type canvas struct {
	Image *image.RGBA
	faces map[float64]font.Face // by size
	scale float64               // dots for a pixel
}

func (c *canvas) put(s shape) error {
	switch s.kind {
	case "line":
		for _, part := range broken(s.way(), s.dash) {
			c.stroke(part, s.width, rgb(s.color))
		}
	case "polygon":
		c.fill(s.points, rgb(s.color))
	case "circle":
		c.fill(circle(s.a, s.radius+s.width/2), color.White)
		c.fill(circle(s.a, s.radius-s.width/2), rgb(s.color))
	case "text":
		return c.write(s)
	}
	return nil
}

// way is a line or curve as points close to each other.
func (s shape) way() []point {
	if !s.bent {
		return []point{s.a, s.b}
	}
	const steps = 32
	out := make([]point, steps+1)
	for i := range out {
		t := float64(i) / steps
		u := 1 - t
		out[i] = point{u*u*s.a.x + 2*u*t*s.c.x + t*t*s.b.x, u*u*s.a.y + 2*u*t*s.c.y + t*t*s.b.y}
	}
	return out
}

// broken cuts a way into the dashes that are drawn.
func broken(way []point, dash []float64) [][]point {
	if len(dash) == 0 {
		return [][]point{way}
	}
	var out [][]point
	part, left, n := []point{way[0]}, dash[0], 0
	for i := 1; i < len(way); {
		from, to := part[len(part)-1], way[i]
		far := math.Hypot(to.x-from.x, to.y-from.y)
		if far < left {
			part, left = append(part, to), left-far
			i++
			continue
		}
		cut := point{from.x + (to.x-from.x)*left/far, from.y + (to.y-from.y)*left/far}
		if n%2 == 0 {
			out = append(out, append(part, cut))
		}
		n++
		part, left = []point{cut}, dash[n%len(dash)]
	}
	if n%2 == 0 && len(part) > 1 {
		out = append(out, part)
	}
	return out
}

func (c *canvas) stroke(way []point, width float64, by color.Color) {
	for i := 1; i < len(way); i++ {
		a, b := way[i-1], way[i]
		far := math.Hypot(b.x-a.x, b.y-a.y)
		if far == 0 {
			continue
		}
		nx, ny := -(b.y-a.y)/far*width/2, (b.x-a.x)/far*width/2
		c.fill([]point{{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}}, by)
	}
}

func circle(at point, radius float64) []point {
	out := make([]point, 48)
	for i := range out {
		angle := 2 * math.Pi * float64(i) / float64(len(out))
		out[i] = point{at.x + radius*math.Cos(angle), at.y + radius*math.Sin(angle)}
	}
	return out
}

// fill looks only at the dots around the shape: a picture has hundreds of shapes, and
// millions of dots.
func (c *canvas) fill(points []point, by color.Color) {
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	for _, p := range points {
		low = point{math.Min(low.x, p.x*c.scale), math.Min(low.y, p.y*c.scale)}
		high = point{math.Max(high.x, p.x*c.scale), math.Max(high.y, p.y*c.scale)}
	}
	box := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x))+1, int(math.Ceil(high.y))+1)
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i, p := range points {
		x, y := float32(p.x*c.scale-float64(box.Min.X)), float32(p.y*c.scale-float64(box.Min.Y))
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	r.Draw(c.Image, box, image.NewUniform(by), image.Point{})
}

// write puts a text on the canvas, with a white edge that parts it from lines below it.
func (c *canvas) write(s shape) error {
	face, err := c.face(s.size)
	if err != nil {
		return err
	}
	wide := float64(font.MeasureString(face, s.text)) / 64
	x, y := s.a.x*c.scale, s.a.y*c.scale
	switch s.anchor {
	case "middle":
		x -= wide / 2
	case "end":
		x -= wide
	}
	put := func(dx, dy float64, by color.Color) {
		d := font.Drawer{Dst: c.Image, Src: image.NewUniform(by), Face: face, Dot: fixed.Point26_6{X: fixed.Int26_6((x + dx) * 64), Y: fixed.Int26_6((y + dy) * 64)}}
		d.DrawString(s.text)
	}
	if s.width > 0 {
		const around = 16
		for i := range around {
			angle := 2 * math.Pi * float64(i) / around
			put(math.Cos(angle)*s.width/2*c.scale, math.Sin(angle)*s.width/2*c.scale, color.White)
		}
	}
	put(0, 0, rgb(s.color))
	return nil
}

func (c *canvas) face(size float64) (font.Face, error) {
	if f := c.faces[size]; f != nil {
		return f, nil
	}
	f, err := newFace(size * c.scale)
	c.faces[size] = f
	return f, err
}

// newFace gives the font of the program in a size, in dots.
func newFace(size float64) (font.Face, error) {
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

// rgb reads "#rrggbb".
func rgb(s string) color.Color {
	n, err := strconv.ParseUint(s[1:], 16, 32)
	if err != nil {
		return color.Black
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}
