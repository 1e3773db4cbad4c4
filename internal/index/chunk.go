package index

import (
	"encoding/binary"
	"errors"
	"math"
	"unicode/utf8"

	"articula/internal/qda"
	"articula/internal/query"
)

// maxBits is how many bits the frequency of a term has to spare. A chunk holds as
// many units, or more: what opens a turn shares the bit of the turn.
const maxBits = 60

const _ int = 1 << maxBits // frequencies are of type int: 64 bits are needed

// maxUnits is how many units a chunk holds at most.
const maxUnits = 2 * maxBits

// shares reports whether the unit behind one of a kind shares its bit.
func shares(before qda.PartKind) bool { return before == qda.TurnLabel }

// cut cuts places into chunks.
func cut(places []place) (chunks [][]place) {
	from, bits := 0, 0
	for i := range places {
		if i > from && shares(places[i-1].Kind) && i-from < maxUnits {
			continue
		}
		if bits == maxBits || i-from >= maxUnits {
			chunks = append(chunks, places[from:i])
			from, bits = i, 0
		}
		bits++
	}
	if from < len(places) || from == 0 {
		chunks = append(chunks, places[from:])
	}
	return chunks
}

// place is a unit with its place in the text of its field.
type place struct {
	query.Unit
	start, end int // bytes, half-open
}

// ascii reports whether bytes and code points of the unit are the same.
func (p place) ascii() bool { return p.end-p.start == p.Span.Len() }

// placed finds the bytes of units, which are in order.
func placed(text string, units []query.Unit) ([]place, error) {
	out := make([]place, len(units))
	at, cp := 0, 0
	to := func(n int) int {
		for cp < n && at < len(text) {
			if text[at] < utf8.RuneSelf {
				at++
			} else {
				_, w := utf8.DecodeRuneInString(text[at:])
				at += w
			}
			cp++
		}
		return at
	}
	for i, u := range units {
		if u.Span.Start < cp || u.Span.Len() <= 0 {
			return nil, errors.New("units are not in order")
		}
		out[i] = place{Unit: u, start: to(u.Span.Start)}
		if out[i].end = to(u.Span.End); cp < u.Span.End {
			return nil, errors.New("a unit lies outside the text")
		}
	}
	return out, nil
}

// chunkID is the name of a chunk in the index: entity, identity, field, number.
func chunkID(t Target, field, n int) string {
	b := make([]byte, 0, 22)
	b = append(b, byte(t.Entity.order()))
	b = append(b, t.ID[:]...)
	b = append(b, byte(field))
	return string(binary.BigEndian.AppendUint32(b, uint32(n)))
}

func readChunkID(id string) (t Target, field, n int, ok bool) {
	if len(id) != 22 || int(id[0]) >= len(entities) {
		return t, 0, 0, false
	}
	t.Entity = entities[id[0]]
	copy(t.ID[:], id[1:17])
	return t, int(id[17]), int(binary.BigEndian.Uint32([]byte(id[18:]))), true
}

// head is what the first chunk of a field says about the field.
type head struct {
	fields int // of the item
	chunks int // of the field
	name   string
	lang   string
	hash   qda.Hash
}

// kinds are the kinds of unit, by the number that is written.
var kinds = []qda.PartKind{qda.Paragraph, qda.Turn, qda.TurnLabel, qda.Heading, qda.ListItem, qda.TableRow, qda.Footnote, qda.Metadata}

// encode writes the units of a chunk: numbers as varints, each position as the
// distance from the one before.
func encode(h *head, places []place) []byte {
	var b []byte
	str := func(s string) {
		b = binary.AppendUvarint(b, uint64(len(s)))
		b = append(b, s...)
	}
	if h != nil {
		b = append(b, 1)
		b = binary.AppendUvarint(b, uint64(h.fields))
		b = binary.AppendUvarint(b, uint64(h.chunks))
		str(h.name)
		str(h.lang)
		b = append(b, h.hash[:]...)
	} else {
		b = append(b, 0)
	}
	speakers := map[string]int{"": 0}
	var names []string
	for _, p := range places {
		if _, ok := speakers[p.Speaker]; !ok {
			names = append(names, p.Speaker)
			speakers[p.Speaker] = len(names)
		}
	}
	b = binary.AppendUvarint(b, uint64(len(names)))
	for _, n := range names {
		str(n)
	}
	b = binary.AppendUvarint(b, uint64(len(places)))
	at, cp := 0, 0
	for _, p := range places {
		kind := 0
		for i, k := range kinds {
			if k == p.Kind {
				kind = i
			}
		}
		gap, length := p.start-at, p.end-p.start
		b = binary.AppendUvarint(b, uint64(kind))
		b = binary.AppendUvarint(b, uint64(speakers[p.Speaker]))
		b = binary.AppendUvarint(b, uint64(gap))
		b = binary.AppendUvarint(b, uint64(gap-(p.Span.Start-cp)))
		b = binary.AppendUvarint(b, uint64(length))
		b = binary.AppendUvarint(b, uint64(length-p.Span.Len()))
		at, cp = p.end, p.Span.End
	}
	return b
}

var errChunk = errors.New("a chunk cannot be read")

// reader reads what encode wrote; it never panics, whatever the bytes are.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) number() int {
	if len(r.b) > 0 && r.b[0] < 0x80 { // by far the most frequent
		v := int(r.b[0])
		r.b = r.b[1:]
		return v
	}
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > 1<<40 {
		r.bad, r.b = true, nil
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) bytes(n int) []byte {
	if n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	s := r.b[:n]
	r.b = r.b[n:]
	return s
}

// unit is a place as it is kept in memory, for every unit of the project.
type unit struct {
	start, length uint32 // bytes of the field's text
	first, runes  uint32 // code points
	kind          uint8
	speaker       uint8 // position in the chunk's speakers, from 1; 0 for none
}

// units are the units of a chunk. bits[i] is the first unit of bit i; the last entry
// is their number.
type units struct {
	list     []unit
	bits     []uint8
	speakers []string
}

// place unfolds a unit.
func (c *units) place(i int) place {
	u := &c.list[i]
	p := place{start: int(u.start), end: int(u.start + u.length)}
	p.Span = qda.Span{Start: int(u.first), End: int(u.first + u.runes)}
	p.Kind = kinds[u.kind]
	if u.speaker > 0 {
		p.Speaker = c.speakers[u.speaker-1]
	}
	return p
}

// decode reads a chunk.
func decode(b []byte) (*head, *units, error) {
	r := reader{b: b}
	var h *head
	if first := r.bytes(1); len(first) == 1 && first[0] == 1 {
		h = &head{fields: r.number(), chunks: r.number()}
		h.name = string(r.bytes(r.number()))
		h.lang = string(r.bytes(r.number()))
		copy(h.hash[:], r.bytes(len(h.hash)))
	}
	out := &units{}
	n := r.number()
	if n > maxUnits {
		return nil, nil, errChunk
	}
	for range n {
		out.speakers = append(out.speakers, string(r.bytes(r.number())))
	}
	count := r.number()
	if count > maxUnits {
		return nil, nil, errChunk
	}
	out.list = make([]unit, count)
	at, cp := 0, 0
	for i := range out.list {
		kind, speaker := r.number(), r.number()
		gap, wide := r.number(), r.number()
		start, first := at+gap, cp+gap-wide
		length, wider := r.number(), r.number()
		at, cp = start+length, first+length-wider
		if r.bad || kind >= len(kinds) || speaker > n || wide > gap || wider >= length || at > math.MaxUint32 {
			return nil, nil, errChunk
		}
		out.list[i] = unit{uint32(start), uint32(length), uint32(first), uint32(length - wider), uint8(kind), uint8(speaker)}
		if i == 0 || !shares(kinds[out.list[i-1].kind]) {
			out.bits = append(out.bits, uint8(i))
		}
	}
	if r.bad || len(out.bits) > maxBits {
		return nil, nil, errChunk
	}
	out.bits = append(out.bits, uint8(count))
	return h, out, nil
}
