package report

import "slices"

// The measures of the legend, in pixels.
const (
	legendLetter = 12
	legendRow    = 20
	legendLeft   = 24
	legendWide   = NetworkWidth - 2*legendLeft
	legendGap    = 22 // from one key to the next
)

// legendKey is a sign, so wide, with what it means beside it.
type legendKey struct {
	sign func(at point) []shape
	wide float64
	text string
}

// legend says what lines, their colours and their widths mean, and the colours of nodes: a
// row for each.
func (n Network) legend() []group {
	line := func(wide, width float64, color string, dash []float64) func(point) []shape {
		return func(at point) []shape {
			return []shape{{kind: "line", a: at, b: point{at.x + wide, at.y}, color: color, width: width, dash: dash}}
		}
	}
	var mechanisms, levels, strengths, kinds []legendKey
	for i, name := range n.Legend {
		mechanisms = append(mechanisms, legendKey{line(36, 2, ink, lineDashes[i%len(lineDashes)]), 36, name})
	}
	for _, l := range n.Levels {
		levels = append(levels, legendKey{func(at point) []shape {
			sign := line(32, 3, LevelColor(l.Level), nil)(at)
			if l.Mark != "" {
				sign = append(sign, marked(sign[0].middle(), l.Mark, LevelColor(l.Level))...)
			}
			return sign
		}, 32, l.Name})
	}
	for i, name := range n.Strengths {
		strengths = append(strengths, legendKey{line(24, lineWidth(i+1), ink, nil), 24, name})
	}
	for _, k := range n.Kinds {
		if slices.ContainsFunc(n.Nodes, func(v NetworkNode) bool { return v.Kind == k.Kind }) {
			kinds = append(kinds, legendKey{func(at point) []shape {
				return []shape{{kind: "circle", a: point{at.x + 5, at.y}, radius: 5, color: colorOf(k.Kind)}}
			}, 10, k.Name})
		}
	}
	var out []group
	y := float64(NetworkHeight - netFoot + legendRow)
	for _, row := range []struct {
		head string
		keys []legendKey
	}{{n.Mechanism, mechanisms}, {n.Level, levels}, {n.Strength, strengths}, {"", kinds}} {
		if len(row.keys) > 0 {
			out = append(out, legendLine(y, row.head, row.keys)...)
			y += legendRow
		}
	}
	return out
}

// legendLine puts keys into a row; where they would be too wide for the picture their
// words are written smaller.
func legendLine(y float64, head string, keys []legendKey) []group {
	if head != "" {
		head += ":"
	}
	words, signs := textWide(head, legendLetter)+legendGap/2, 0.0
	for _, key := range keys {
		words, signs = words+6+textWide(key.text, legendLetter)+legendGap, signs+key.wide
	}
	k := max(0.3, min(1, (legendWide-signs)/words))
	text := func(x float64, s string) shape {
		return shape{kind: "text", a: point{x, y + 4}, text: s, size: legendLetter * k, anchor: "start", color: ink}
	}
	var out []group
	x := float64(legendLeft)
	if head != "" {
		out = append(out, group{shapes: []shape{text(x, head)}})
		x += (textWide(head, legendLetter) + legendGap/2) * k
	}
	for _, key := range keys {
		out = append(out, group{shapes: append(key.sign(point{x, y}), text(x+key.wide+6*k, key.text))})
		x += key.wide + (6+textWide(key.text, legendLetter)+legendGap)*k
	}
	return out
}
