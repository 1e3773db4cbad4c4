package extract

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// docxLists numbers the items of lists as Word shows them (ECMA-376 part 1, §17.9).
type docxLists struct {
	abstract map[string]*docxList // by the identity of the definition
	use      map[string]*docxUse  // by the identity that paragraphs name
}

// docxList is a definition with its counters.
type docxList struct {
	levels [9]docxLevel
	count  [9]int
}

type docxLevel struct {
	format, text string
	start        int
}

type docxUse struct {
	list     *docxList
	restarts map[int]int // level to the number it starts at, when first used
}

func (w *docx) readNumbering(part string) error {
	l := &w.lists
	l.abstract, l.use = map[string]*docxList{}, map[string]*docxUse{}
	var (
		list  *docxList
		use   *docxUse
		level = -1
	)
	return w.story(part, func(x *xmlReader, e xml.StartElement) error {
		val := attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			list, use = &docxList{}, nil
			for i := range list.levels {
				list.levels[i] = docxLevel{format: "decimal", start: 1}
			}
			l.abstract[attr(e, "abstractNumId")] = list
		case "num":
			list = nil
			use = &docxUse{restarts: map[int]int{}}
			l.use[attr(e, "numId")] = use
		case "abstractNumId":
			if use != nil {
				use.list = l.abstract[val]
			}
		case "lvl", "lvlOverride":
			n, err := strconv.Atoi(attr(e, "ilvl"))
			if err != nil || n < 0 || n > 8 {
				n = -1
			}
			level = n
		case "startOverride":
			if n, err := strconv.Atoi(val); err == nil && use != nil && level >= 0 {
				use.restarts[level] = n
			}
		case "start":
			if n, err := strconv.Atoi(val); err == nil && list != nil && level >= 0 {
				list.levels[level].start = n
			}
		case "numFmt":
			if list != nil && level >= 0 {
				list.levels[level].format = val
			}
		case "lvlText":
			if list != nil && level >= 0 && len(val) < 100 {
				list.levels[level].text = val
			}
		}
		return nil
	})
}

// next gives the mark of the next item at the level, "" if the identity names no
// list or its level shows nothing.
func (l *docxLists) next(numID string, level int) string {
	use := l.use[numID]
	if use == nil || use.list == nil || level > 8 {
		return ""
	}
	list := use.list
	if start, ok := use.restarts[level]; ok {
		list.count[level] = start - 1
		delete(use.restarts, level)
	} else if list.count[level] == 0 {
		list.count[level] = list.levels[level].start - 1
	}
	list.count[level]++
	for i := level + 1; i < 9; i++ {
		list.count[i] = 0
	}
	def := list.levels[level]
	if def.format == "bullet" {
		return "•"
	}
	if def.format == "none" && !strings.Contains(def.text, "%") {
		return strings.TrimSpace(def.text)
	}
	mark := def.text
	for i := 0; i <= level; i++ {
		n := list.count[i]
		if n == 0 {
			n = list.levels[i].start
		}
		mark = strings.ReplaceAll(mark, "%"+strconv.Itoa(i+1), numeral(n, list.levels[i].format))
	}
	return strings.TrimSpace(mark)
}

// numeral writes a number in one of the formats that lists use. Words for
// numbers are not written out: their digits say the same.
func numeral(n int, format string) string {
	switch format {
	case "lowerLetter", "a":
		return strings.ToLower(letters(n))
	case "upperLetter", "A":
		return letters(n)
	case "lowerRoman", "i":
		return strings.ToLower(roman(n))
	case "upperRoman", "I":
		return roman(n)
	case "none", "":
		return ""
	case "decimalZero":
		if n < 10 {
			return "0" + strconv.Itoa(n)
		}
	case "ordinal":
		return strconv.Itoa(n) + "º"
	}
	return strconv.Itoa(n)
}

// letters counts A … Z, AA, BB …, as word processors do.
func letters(n int) string {
	if n < 1 || n > 26*20 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(rune('A'+(n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		n int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.n {
			b.WriteString(r.s)
			n -= r.n
		}
	}
	return b.String()
}
