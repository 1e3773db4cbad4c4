package textpos

import (
	"sort"
	"unicode/utf8"

	"articula/internal/qda"
)

// Byte is an offset in UTF-8 bytes.
type Byte int

// UTF16 is an offset in UTF-16 code units.
type UTF16 int

// step is the number of code points between checkpoints: conversion walks at most
// this many, and a text of 1.5 million code points needs 48 kB of checkpoints.
const step = 512

// Index converts positions within one text. It is safe for concurrent use.
type Index struct {
	text   string
	runes  int
	utf16  UTF16
	points []point // points[i] is at code point i*step; nil for ASCII, where all units agree
}

type point struct {
	byte  Byte
	utf16 UTF16
}

// NewIndex reads the text once. The text must be normalised.
func NewIndex(text string) *Index {
	ix := &Index{text: text}
	ascii := true
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			ascii = false
			break
		}
	}
	if ascii {
		ix.runes, ix.utf16 = len(text), UTF16(len(text))
		return ix
	}
	ix.points = make([]point, 0, len(text)/step+1)
	n := 0
	var u UTF16
	for i, r := range text {
		if n%step == 0 {
			ix.points = append(ix.points, point{Byte(i), u})
		}
		n++
		u += units(r)
	}
	ix.runes, ix.utf16 = n, u
	return ix
}

func units(r rune) UTF16 {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Text is the text that was indexed.
func (ix *Index) Text() string { return ix.text }

// Len is the length in code points.
func (ix *Index) Len() int { return ix.runes }

// UTF16Len is the length in UTF-16 code units.
func (ix *Index) UTF16Len() UTF16 { return ix.utf16 }

// at gives both offsets of a code point, which is clamped to the text.
func (ix *Index) at(cp int) (Byte, UTF16) {
	cp = min(max(cp, 0), ix.runes)
	if ix.points == nil {
		return Byte(cp), UTF16(cp)
	}
	if cp == ix.runes {
		return Byte(len(ix.text)), ix.utf16
	}
	p := ix.points[cp/step]
	b, u := p.byte, p.utf16
	for range cp % step {
		r, n := utf8.DecodeRuneInString(ix.text[b:])
		b += Byte(n)
		u += units(r)
	}
	return b, u
}

// ToByte gives the byte offset of a code point; positions outside the text are
// clamped to it.
func (ix *Index) ToByte(cp int) Byte { b, _ := ix.at(cp); return b }

// ToUTF16 gives the UTF-16 offset of a code point; positions outside the text are
// clamped to it.
func (ix *Index) ToUTF16(cp int) UTF16 { _, u := ix.at(cp); return u }

// FromByte gives the code point that holds the byte. An offset inside a
// character belongs to that character; one past the end to the end.
func (ix *Index) FromByte(b Byte) int {
	b = min(max(b, 0), Byte(len(ix.text)))
	if ix.points == nil {
		return int(b)
	}
	i := sort.Search(len(ix.points), func(i int) bool { return ix.points[i].byte > b }) - 1
	pos, cp := ix.points[i].byte, i*step
	for pos < b {
		_, n := utf8.DecodeRuneInString(ix.text[pos:])
		if pos+Byte(n) > b {
			break
		}
		pos += Byte(n)
		cp++
	}
	return cp
}

// FromUTF16 gives the code point that holds the UTF-16 unit. An offset between
// the two halves of a surrogate pair belongs to that character; one past the end
// to the end.
func (ix *Index) FromUTF16(u UTF16) int {
	u = min(max(u, 0), ix.utf16)
	if ix.points == nil {
		return int(u)
	}
	if u == ix.utf16 {
		return ix.runes
	}
	i := sort.Search(len(ix.points), func(i int) bool { return ix.points[i].utf16 > u }) - 1
	b, pos, cp := ix.points[i].byte, ix.points[i].utf16, i*step
	for pos < u {
		r, n := utf8.DecodeRuneInString(ix.text[b:])
		if pos+units(r) > u {
			break
		}
		pos += units(r)
		b += Byte(n)
		cp++
	}
	return cp
}

// Slice is the text of the span, which is clamped to the text.
func (ix *Index) Slice(s qda.Span) string {
	from, to := ix.ToByte(s.Start), ix.ToByte(s.End)
	if from >= to {
		return ""
	}
	return ix.text[from:to]
}
