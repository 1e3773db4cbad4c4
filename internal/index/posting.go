package index

import (
	"github.com/blevesearch/bleve/v2/document"
	bleveindex "github.com/blevesearch/bleve_index_api"

	"articula/internal/words"
)

// unitsField is the stored field that holds a chunk's units.
const unitsField = "u"

// fieldOf is the name of the field that holds the terms of texts in a language.
func fieldOf(lang string) string {
	if words.Stemmed(lang) {
		return "t" + lang
	}
	return "t"
}

// termFields are all fields that hold terms, with the language by which their words
// are stemmed.
func termFields() map[string]string {
	f := map[string]string{"t": ""}
	for _, lang := range words.Languages() {
		f[fieldOf(lang)] = lang
	}
	return f
}

// chunk is a run of units of one field of an item, as a document of bleve: the
// terms of its units, and where the units lie. The frequency of a term is a set of
// bits, one for each unit (with its label) that the term occurs in.
type chunk struct {
	id     string
	lang   string
	text   string
	places []place
	stored []byte
	fields []bleveindex.Field
}

var _ bleveindex.Document = (*chunk)(nil)

func newChunk(id, lang, text string, h *head, places []place) *chunk {
	c := &chunk{id: id, lang: lang, text: text, places: places, stored: encode(h, places)}
	c.fields = append(c.fields, &unitTable{chunk: c})
	if len(places) > 0 {
		c.fields = append(c.fields, &terms{chunk: c})
	}
	return c
}

// units gives the chunk's units as they are kept in memory.
func (c *chunk) units() *units {
	_, u, err := decode(c.stored)
	if err != nil {
		panic("index: a chunk that was just written cannot be read")
	}
	return u
}

func (c *chunk) ID() string                                      { return c.id }
func (c *chunk) Size() int                                       { return len(c.text) + len(c.stored) }
func (c *chunk) VisitComposite(bleveindex.CompositeFieldVisitor) {}
func (c *chunk) HasComposite() bool                              { return false }
func (c *chunk) NumPlainTextBytes() uint64                       { return 0 }
func (c *chunk) StoredFieldsBytes() uint64                       { return uint64(len(c.stored)) }
func (c *chunk) Indexed() bool                                   { return true }

func (c *chunk) VisitFields(visit bleveindex.FieldVisitor) {
	for _, f := range c.fields {
		visit(f)
	}
}

// AddIDField adds the identity as a field, as bleve demands.
func (c *chunk) AddIDField() {
	c.fields = append(c.fields, document.NewTextFieldCustom("_id", nil, []byte(c.id), bleveindex.IndexField|bleveindex.StoreField, nil))
}

// bareField is what the fields of a chunk share.
type bareField struct{}

func (bareField) ArrayPositions() []uint64  { return nil }
func (bareField) EncodedFieldType() byte    { return 't' }
func (bareField) NumPlainTextBytes() uint64 { return 0 }

// AnalyzedLength is the norm, which nothing is scored by. It must not be 0: when
// bleve merges segments, it writes a term of one chunk as the chunk's number with the
// norm, and takes a norm of 0 for a term without chunks.
func (bareField) AnalyzedLength() int { return 1 }

// unitTable is the stored field.
type unitTable struct {
	bareField
	chunk *chunk
}

func (u *unitTable) Name() string                                          { return unitsField }
func (u *unitTable) Value() []byte                                         { return u.chunk.stored }
func (u *unitTable) Options() bleveindex.FieldIndexingOptions              { return bleveindex.StoreField }
func (u *unitTable) Analyze()                                              {}
func (u *unitTable) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return nil }

// terms is the field of the terms.
type terms struct {
	bareField
	chunk *chunk
	freqs bleveindex.TokenFrequencies
}

func (f *terms) Name() string                                          { return fieldOf(f.chunk.lang) }
func (f *terms) Value() []byte                                         { return nil }
func (f *terms) Options() bleveindex.FieldIndexingOptions              { return bleveindex.IndexField }
func (f *terms) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.freqs }

// Analyze finds the terms of each unit.
func (f *terms) Analyze() {
	f.freqs = make(bleveindex.TokenFrequencies, 512)
	var arena []bleveindex.TokenFreq
	var s words.Scanner
	bit := -1
	for i, p := range f.chunk.places {
		if i == 0 || !shares(f.chunk.places[i-1].Kind) {
			bit++
		}
		for s.Reset(f.chunk.text[p.start:p.end]); s.Next(); {
			tf := f.freqs[string(s.Term)]
			if tf == nil {
				if len(arena) == 0 {
					arena = make([]bleveindex.TokenFreq, 128)
				}
				tf, arena = &arena[0], arena[1:]
				f.freqs[string(s.Term)] = tf
			}
			tf.SetFrequency(tf.Frequency() | 1<<bit)
		}
	}
}
