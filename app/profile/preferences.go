package profile

import (
	"slices"

	"articula/internal/qda"
)

// Preferences is how the person wants the window to look and speak.
type Preferences struct {
	Language string `json:"language"` // "en", "es", "fr", "pt"; "" follows the system
	Theme    string `json:"theme"`    // "system", "light", "dark", "contrast"
	Density  string `json:"density"`  // "compact", "comfortable", "roomy"
	Scale    int    `json:"scale"`    // size of the interface in percent, 80 to 200
	Reading  int    `json:"reading"`  // size of document text in pixels, 14 to 28
	Face     string `json:"face"`     // of document text: "serif", "sans", "legible"
	Leading  int    `json:"leading"`  // distance of its lines in percent of its size, 130 to 220
	Measure  int    `json:"measure"`  // width of its column in characters, 40 to 120
	Letters  bool   `json:"letters"`  // single letters are commands while a document is read
	Patterns bool   `json:"patterns"` // codes of like colours are told apart by patterns
}

var (
	languages = []string{"", "en", "es", "fr", "pt"}
	themes    = []string{"system", "light", "dark", "contrast"}
	densities = []string{"compact", "comfortable", "roomy"}
	faces     = []string{"serif", "sans", "legible"}
)

func oneOf(value string, allowed []string, otherwise string) string {
	if slices.Contains(allowed, value) {
		return value
	}
	return otherwise
}

// mended replaces what cannot be by what the program starts with.
func (v Preferences) mended() Preferences {
	v.Language = oneOf(v.Language, languages, "")
	v.Theme = oneOf(v.Theme, themes, "system")
	v.Density = oneOf(v.Density, densities, "comfortable")
	v.Face = oneOf(v.Face, faces, "serif")
	v.Scale = min(max(v.Scale, 80), 200)
	v.Reading = min(max(v.Reading, 14), 28)
	v.Leading = min(max(v.Leading, 130), 220)
	v.Measure = min(max(v.Measure, 40), 120)
	return v
}

// Preferences are the ones saved last, or those to start with.
func (p *Profile) Preferences() Preferences {
	p.mu.Lock()
	defer p.mu.Unlock()
	v := Preferences{Theme: "system", Density: "comfortable", Scale: 100, Reading: 18, Face: "serif", Leading: 165, Measure: 68, Letters: true, Patterns: true}
	p.read("preferences.json", &v)
	return v.mended()
}

// SavePreferences keeps them, and refuses values that no screen offers.
func (p *Profile) SavePreferences(v Preferences) error {
	if v != v.mended() {
		return qda.E(qda.Invalid, "profile.preferences",
			"One of these preferences has a value that does not exist. The preferences were left as they were.")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.write("preferences.json", v)
}
