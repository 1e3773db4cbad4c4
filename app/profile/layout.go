package profile

import "slices"

// Layout is how the person arranged the panes: widths in pixels, the height of the
// list of documents in percent of its column, the width of a file's pages in percent
// of what stands below the header of the document.
type Layout struct {
	Left       int  `json:"left"`
	Side       int  `json:"side"`
	Documents  int  `json:"documents"`
	LeftHidden bool `json:"left_hidden"`
	// AreaLeft says of areas of the window where the person chose it whether the left pane is hidden there.
	AreaLeft   map[string]bool `json:"area_left"`
	SideHidden bool            `json:"side_hidden"`
	// Outline and Pages are the widths of what may stand beside the text, and whether it does.
	Outline     int  `json:"outline"`
	OutlineOpen bool `json:"outline_open"`
	Pages       int  `json:"pages"`
	PagesOpen   bool `json:"pages_open"`
}

// Layout is the one saved last, or the one to start with.
func (p *Profile) Layout() Layout {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := Layout{Left: 280, Side: 330, Documents: 45, AreaLeft: map[string]bool{}, Outline: 220, Pages: 46}
	p.read("layout.json", &v)
	v.Left = min(max(v.Left, 200), 1200)
	v.Side = min(max(v.Side, 240), 1600)
	v.Documents = min(max(v.Documents, 10), 90)
	v.Outline = min(max(v.Outline, 140), 800)
	v.Pages = min(max(v.Pages, 15), 80)
	if v.AreaLeft == nil {
		v.AreaLeft = map[string]bool{}
	}
	return v
}

// SaveLayout keeps it.
func (p *Profile) SaveLayout(v Layout) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.write("layout.json", v)
}

// How many projects are remembered, and how many documents of each.
const (
	maxPlaces         = 50
	maxPlaceDocuments = 500
)

// Place is where somebody was in a document: a position in code points.
type Place struct {
	Document string `json:"document"`
	Position int    `json:"position"`
}

// places are the documents of one project that were read, the latest first.
type places struct {
	Project string  `json:"project"`
	Places  []Place `json:"places"`
}

// Places are where the person was in the documents of a project, the one read last
// first. Projects and documents are named by their identities: nothing of what they
// hold is written outside the project.
func (p *Profile) Places(project string) []Place {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, of := range p.places() {
		if of.Project == project && of.Places != nil {
			return of.Places
		}
	}
	return []Place{}
}

// SavePlace remembers where the person was in a document of a project.
func (p *Profile) SavePlace(project string, at Place) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	list := p.places()
	mine := places{Project: project}
	list = slices.DeleteFunc(list, func(of places) bool {
		if of.Project == project {
			mine = of
		}
		return of.Project == project
	})
	mine.Places = slices.DeleteFunc(mine.Places, func(o Place) bool { return o.Document == at.Document })
	mine.Places = slices.Insert(mine.Places, 0, at)
	mine.Places = mine.Places[:min(len(mine.Places), maxPlaceDocuments)]
	list = slices.Insert(list, 0, mine)
	return p.write("places.json", list[:min(len(list), maxPlaces)])
}

func (p *Profile) places() []places { return listIn[places](p, "places.json") }
