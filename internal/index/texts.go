package index

import (
	"container/list"
	"context"
	"sync"
	"sync/atomic"

	"articula/internal/words"
)

// texts keeps what has been read from the source, as long as the log says that it
// has not changed. It holds what fits into its bound, the least used going first.
type texts struct {
	source Source
	limit  int

	mu    sync.Mutex
	head  Op       // up to here the kept texts are known to be current
	all   []Target // everything that exists, nil if not asked for since a change
	kept  map[Target]*list.Element
	order *list.List // of *text, most recently used first
	bytes int
}

// text is one item that is kept.
type text struct {
	Item
	fields []fieldText
	bytes  int
}

// fieldText is a field with what has been worked out about it.
type fieldText struct {
	Field

	once   sync.Once
	units  atomic.Pointer[[]place]
	err    error
	folded *folded // set by a scan, under texts.mu
}

// placesOnce cuts the field into units the first time.
func (f *fieldText) placesOnce() ([]place, error) {
	f.once.Do(func() {
		var p []place
		if p, f.err = f.places(); f.err == nil {
			f.units.Store(&p)
		}
	})
	if f.err != nil {
		return nil, f.err
	}
	return *f.units.Load(), nil
}

func newTexts(source Source, limit int) *texts {
	return &texts{source: source, limit: limit, kept: map[Target]*list.Element{}, order: list.New()}
}

// many is how many changes are followed one by one; beyond it everything is read again.
const many = 10_000

// sync drops what has changed since the last call, and gives the head of the log.
func (x *texts) sync(ctx context.Context) (Op, error) {
	head, err := x.source.Head(ctx)
	if err != nil {
		return head, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if head == x.head {
		return head, nil
	}
	since := x.head
	x.all = nil
	if op, err := x.source.Op(ctx, since.Seq); err != nil {
		return head, err
	} else if since.Seq > head.Seq || op != since {
		x.clear()
	} else {
		changes, next, err := x.source.Changed(ctx, Place{Seq: since.Seq}, many)
		if err != nil {
			return head, err
		}
		if next.Seq < head.Seq {
			x.clear()
		}
		for _, c := range changes {
			x.drop(c.Target)
		}
	}
	x.head = head
	return head, nil
}

func (x *texts) clear() {
	x.kept, x.bytes = map[Target]*list.Element{}, 0
	x.order.Init()
}

func (x *texts) drop(t Target) {
	if e := x.kept[t]; e != nil {
		x.bytes -= e.Value.(*text).bytes
		x.order.Remove(e)
		delete(x.kept, t)
	}
}

// everything lists what exists.
func (x *texts) everything(ctx context.Context) ([]Target, error) {
	x.mu.Lock()
	all := x.all
	x.mu.Unlock()
	if all != nil {
		return all, nil
	}
	all, err := x.source.All(ctx)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	x.all = all
	x.mu.Unlock()
	return all, nil
}

// get gives what is kept of a target.
func (x *texts) get(t Target) *text {
	x.mu.Lock()
	defer x.mu.Unlock()
	e := x.kept[t]
	if e == nil {
		return nil
	}
	x.order.MoveToFront(e)
	return e.Value.(*text)
}

// keep takes in an item. A scan of everything only fills what is free: if it made
// room, a project that is larger than the bound would push out each text just
// before it is asked for again.
func (x *texts) keep(item Item, makeRoom bool) *text {
	t := &text{Item: item, bytes: 200, fields: make([]fieldText, len(item.Fields))}
	for i, f := range item.Fields {
		t.bytes += len(f.Text) + 100
		t.fields[i].Field = f
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.drop(item.Target)
	if t.bytes > x.limit || !makeRoom && x.bytes+t.bytes > x.limit {
		return t
	}
	for x.bytes+t.bytes > x.limit {
		x.drop(x.order.Back().Value.(*text).Target)
	}
	x.bytes += t.bytes
	x.kept[item.Target] = x.order.PushFront(t)
	return t
}

// foldedOf gives the folded copy of a field, and keeps it where there is room. It
// is nil for a text that is not kept: folding it would cost what a search costs.
// Before the field has been cut into units, the copy is not cut either.
func (x *texts) foldedOf(t *text, f *fieldText) *folded {
	x.mu.Lock()
	have := f.folded
	e := x.kept[t.Target]
	room := e != nil && e.Value == t && x.bytes+len(f.Text) <= x.limit
	x.mu.Unlock()
	if have != nil && (have.cut || f.units.Load() == nil) {
		return have
	}
	if !room && have == nil {
		return nil
	}
	made := fold(f.Text, f.units.Load())
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.kept[t.Target] == e && e != nil {
		if f.folded != nil {
			t.bytes -= f.folded.size()
			x.bytes -= f.folded.size()
		}
		f.folded = made
		t.bytes += made.size()
		x.bytes += made.size()
	}
	return made
}

// folded is the terms of a text in a row, each between spaces, with a line for each
// unit: what can be asked of words becomes a search for bytes.
type folded struct {
	text   []byte
	starts []int32 // of the lines, and the end
	cut    bool    // a line is a unit; otherwise there is one line
}

// fold makes the folded copy of a text, by units or, with nil, as one line.
func fold(text string, places *[]place) *folded {
	f := &folded{text: make([]byte, 0, len(text)+len(text)/16), cut: places != nil}
	if places == nil {
		places = &[]place{{end: len(text)}}
	}
	f.starts = make([]int32, 0, len(*places)+1)
	var s words.Scanner
	for _, p := range *places {
		f.starts = append(f.starts, int32(len(f.text)))
		f.text = append(f.text, ' ')
		for s.Reset(text[p.start:p.end]); s.Next(); {
			f.text = append(f.text, s.Term...)
			f.text = append(f.text, ' ')
		}
		f.text = append(f.text, '\n')
	}
	f.starts = append(f.starts, int32(len(f.text)))
	return f
}

func (f *folded) size() int { return cap(f.text) + 4*cap(f.starts) }
