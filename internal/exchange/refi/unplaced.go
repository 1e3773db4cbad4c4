package refi

import (
	"slices"

	"articula/internal/exchange/bundle"
	"articula/internal/qda"
)

// Unplaced lists the codings in what is kept of a document that no text has a place for.
func Unplaced(p qda.Preserved) []bundle.Unplaced {
	if p.Format != Format || p.Owner != "document" || p.Element == fileElement {
		return nil
	}
	root := thaw(p.Body)
	if root == nil {
		return nil
	}
	var out []bundle.Unplaced
	eachUnplaced(root, func(c, of *Element) {
		u := bundle.Unplaced{Code: codeOf(c), Coder: c.Attr("creatingUser"), Name: plainText(of.Attr("name")), CreatedAt: codingTime(c, of)}
		if u.Coder == "" {
			u.Coder = of.Attr("creatingUser")
		}
		number := func(name string) int {
			n, _ := intOf(of.Attr(name))
			return n
		}
		switch of.Name {
		case "PDFSelection", "PictureSelection":
			u.Kind = bundle.OnArea
			x, y := []int{number("firstX"), number("secondX")}, []int{number("firstY"), number("secondY")}
			slices.Sort(x)
			slices.Sort(y)
			u.Area = [4]int{x[0], y[0], x[1], y[1]}
			if of.Name == "PDFSelection" {
				u.Page = number("page") + 1
			}
		case "AudioSelection", "VideoSelection":
			u.Kind, u.Begin, u.End = bundle.OnTime, number("begin"), number("end")
		case "TranscriptSelection":
			u.Kind = bundle.OnTime
			u.Begin, u.End = timeOfPoint(root, of.Attr("fromSyncPoint")), timeOfPoint(root, of.Attr("toSyncPoint"))
		case "PlainTextSelection":
			u.Kind, u.Begin, u.End = bundle.OnWords, number("startPosition"), number("endPosition")
		default:
			u.Kind = bundle.OnWhole
		}
		out = append(out, u)
	})
	return out
}

// eachUnplaced calls f with every coding that is no record, and the element it stands in.
func eachUnplaced(root *Element, f func(c, of *Element)) {
	root.Walk(func(of *Element) {
		for _, c := range of.All("Coding") {
			if c.Attr(keptMark) != "" {
				f(c, of)
			}
		}
	})
}

func codeOf(c *Element) string {
	if ref := c.Kid("CodeRef"); ref != nil {
		return ref.Attr("targetGUID")
	}
	return ""
}

func timeOfPoint(root *Element, guid string) (ms int) {
	root.Walk(func(e *Element) {
		if e.Name == "SyncPoint" && guid != "" && key(e.Attr("guid")) == key(guid) {
			ms, _ = intOf(e.Attr("timeStamp"))
		}
	})
	return ms
}

// standsFor is the code that took over what a code had, itself if none did.
func (x *encoder) standsFor(code qda.ID) qda.ID {
	for range len(x.b.Merged) {
		to, merged := x.b.Merged[code]
		if !merged {
			break
		}
		code = to
	}
	return code
}

// IdentityIn is the identity that a code or coder has in the file that it came from, where
// that is kept.
func IdentityIn(p qda.Preserved) (id qda.ID, ok bool) {
	if p.Format != Format || p.Element != "Code" && p.Element != "User" {
		return id, false
	}
	e := thaw(p.Body)
	if e == nil {
		return id, false
	}
	return guidOf(e.Attr("guid"))
}
