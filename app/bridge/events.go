package bridge

import "sync"

// EventName is the one event of the window library that carries all of ours, so
// that the page has one stream with one order.
const EventName = "articula"

// Event is one message to the page.
type Event struct {
	Seq  int64  `json:"seq"`  // grows by one; an event with a smaller one is older news
	Name string `json:"name"` // "job", "drop", "hover", "page", …
	Data any    `json:"data"`
}

type events struct {
	mu  sync.Mutex
	seq int64
}

// Emit sends an event to the page. It may be called from any goroutine.
func (d *Desk) Emit(name string, data any) {
	d.events.mu.Lock()
	defer d.events.mu.Unlock()
	d.events.seq++
	d.desktop.Emit(d.context(), EventName, Event{Seq: d.events.seq, Name: name, Data: data})
}
