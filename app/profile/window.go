package profile

// Smallest useful window, in pixels.
const (
	MinWidth  = 1024
	MinHeight = 680
)

// Window is how the window was left.
type Window struct {
	Width     int  `json:"width"`
	Height    int  `json:"height"`
	Maximised bool `json:"maximised"`
}

// Window is how the window was left, or a size that suits most screens.
func (p *Profile) Window() Window {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := Window{Width: 1280, Height: 860}
	p.read("window.json", &w)
	w.Width = min(max(w.Width, MinWidth), 16384)
	w.Height = min(max(w.Height, MinHeight), 16384)
	return w
}

// SaveWindow remembers the window. The size of a maximised window is not its own,
// so the one from before stays.
func (p *Profile) SaveWindow(w Window) error {
	if w.Maximised {
		before := p.Window()
		w.Width, w.Height = before.Width, before.Height
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.write("window.json", w)
}
