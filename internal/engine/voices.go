package engine

import (
	"slices"

	"articula/internal/qda"
)

// Voices says who stands behind a set of passages. A voice is a speaker of a
// transcript or, where nobody is named, the document itself.
type Voices struct {
	Segments  int      `json:"segments"`
	Documents int      `json:"documents"`
	Voices    int      `json:"voices"`
	Kinds     []string `json:"kinds"`   // of the documents, each once
	Sources   []string `json:"sources"` // norm, practice, other
	Levels    []string `json:"levels"`  // values of the facet level on them; for cited passages, on the codings that touch them
	Single    bool     `json:"single"`  // it all rests on one voice
}

// voiceSet gathers voices.
type voiceSet struct {
	w         *world
	segments  int
	documents map[qda.ID]bool
	voices    map[string]bool
	kinds     map[string]bool
	sources   map[string]bool
	levels    map[string]bool
}

func (w *world) newVoices() *voiceSet {
	return &voiceSet{w: w, documents: map[qda.ID]bool{}, voices: map[string]bool{}, kinds: map[string]bool{}, sources: map[string]bool{}, levels: map[string]bool{}}
}

func (s *voiceSet) add(document qda.ID, span qda.Span) {
	d := s.w.doc(document)
	s.segments++
	s.documents[document] = true
	s.kinds[string(d.Kind)] = true
	s.sources[sourceOf(d.Kind)] = true
	named := false
	for _, name := range d.form().speakers(span) {
		if !s.w.interviewer(document, name) {
			s.voices[document.String()+"\x00"+name] = true
			named = true
		}
	}
	if !named {
		s.voices[document.String()] = true
	}
}

// interviewer reports whether a speaker only asks.
func (w *world) interviewer(document qda.ID, name string) bool {
	for _, s := range w.cat.speakers[document] {
		if s.Name == name {
			return s.Role == qda.Interviewer
		}
	}
	return false
}

func (s *voiceSet) view() Voices {
	v := Voices{Segments: s.segments, Documents: len(s.documents), Voices: len(s.voices), Single: len(s.voices) == 1, Kinds: []string{}, Sources: []string{}, Levels: []string{}}
	for _, k := range qda.DocumentKinds() {
		if s.kinds[string(k)] {
			v.Kinds = append(v.Kinds, string(k))
		}
	}
	for _, k := range []string{SourceNorm, SourcePractice, SourceOther} {
		if s.sources[k] {
			v.Sources = append(v.Sources, k)
		}
	}
	for k := range s.levels {
		v.Levels = append(v.Levels, k)
	}
	slices.Sort(v.Levels)
	return v
}

// voicesOf gathers the voices behind cited passages. Their levels are those of the
// codings, of the ones given of a document, that touch them.
func (w *world) voicesOf(cited []qda.Citation, of func(document qda.ID) []qda.Coding) Voices {
	s := w.newVoices()
	var touching []qda.ID
	for _, c := range cited {
		s.add(c.DocumentID, c.Span)
		for _, coding := range of(c.DocumentID) {
			if coding.Overlaps(c.Span) {
				touching = append(touching, coding.ID)
			}
		}
	}
	facets, err := w.tx.Qualifiers(touching)
	if err != nil {
		w.fail(err)
	}
	for _, id := range touching {
		s.level(facets[id])
	}
	return s.view()
}

func (s *voiceSet) level(list []qda.Qualifier) {
	for _, q := range list {
		if q.FacetID == s.w.cat.levelFacet() {
			s.levels[s.w.cat.valueOf[q.ValueID]] = true
		}
	}
}

// levelFacet is the facet that says of which level of government a passage speaks:
// the one called so in any language.
func (c *catalog) levelFacet() qda.ID { return c.facetCalled("level") }

func (c *catalog) facetCalled(name string) qda.ID {
	for _, f := range c.facets {
		if f.DeletedAt == "" && c.called(f.ID, f.Name, name) {
			return f.ID
		}
	}
	return qda.ID{}
}
