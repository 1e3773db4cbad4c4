package engine

import (
	"context"
	"io"
	"slices"
	"strings"

	"articula/internal/qda"
	"articula/internal/safefile"
	"articula/internal/store"
)

// Ref names a thing to people and to programs.
type Ref struct {
	ID   qda.ID `json:"id" ts_type:"string"`
	Name string `json:"name"`
}

// DocumentRow is a document in a list.
type DocumentRow struct {
	ID           qda.ID           `json:"id" ts_type:"string"`
	Title        string           `json:"title"`
	FileName     string           `json:"file_name"`
	Kind         qda.DocumentKind `json:"kind"`
	Lang         string           `json:"lang"`
	Date         string           `json:"date"`
	Jurisdiction string           `json:"jurisdiction"`
	Description  string           `json:"description"`
	Characters   int              `json:"characters"`
	Hash         qda.Hash         `json:"hash" ts_type:"string"` // of its text
	Case         string           `json:"case"`                  // names of its cases, separated by "; "
	Cases        []Ref            `json:"cases"`
	Codings      int              `json:"codings"` // visible ones
	Hidden       bool             `json:"hidden"`  // it lies in a blind round: others' codings are not shown
	Binned       bool             `json:"binned"`
}

// DocumentFilter selects documents for a list.
type DocumentFilter struct {
	Binned bool // those in the bin instead of those that stand
}

// Documents lists documents in their order.
func (p *Project) Documents(ctx context.Context, f DocumentFilter) ([]DocumentRow, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	out := []DocumentRow{}
	err = p.view(ctx, func(tx *store.Tx) error {
		counts, err := tx.CountByDocument(store.CodingFilter{Binned: f.Binned})
		if err != nil {
			return err
		}
		hidden, err := tx.HiddenCodings()
		if err != nil {
			return err
		}
		lengths, err := tx.TextLengths()
		if err != nil {
			return err
		}
		for _, d := range cat.documents {
			if (d.DeletedAt != "") != f.Binned {
				continue
			}
			row := cat.documentRow(d)
			row.Characters, row.Codings, row.Hidden = lengths[d.TextHash], counts[d.ID].Codings, hidden[d.ID]
			out = append(out, row)
		}
		return nil
	})
	return out, err
}

func (c *catalog) documentRow(d qda.Document) DocumentRow {
	row := DocumentRow{
		ID: d.ID, Title: d.Title, FileName: d.FileName, Kind: d.Kind, Lang: d.Lang, Date: d.Date,
		Jurisdiction: d.Jurisdiction, Description: d.Description, Hash: d.TextHash, Binned: d.DeletedAt != "", Cases: []Ref{},
	}
	var names []string
	for _, k := range c.documentCases(d.ID) {
		row.Cases = append(row.Cases, Ref{k.ID, k.Name})
		names = append(names, k.Name)
	}
	row.Case = strings.Join(names, "; ")
	return row
}

// DocumentView is everything beside the text that reading a document needs.
type DocumentView struct {
	DocumentRow
	Encoding   string           `json:"encoding"`
	MediaType  string           `json:"media_type"`
	Imported   string           `json:"imported"` // when
	Parts      []qda.Part       `json:"parts"`
	Speakers   []SpeakerView    `json:"speakers"`
	Attributes []AttributeEntry `json:"attributes"`
	Languages  []LanguageView   `json:"languages"` // of passages in another language, in reading order
}

// SpeakerView is a voice of a document.
type SpeakerView struct {
	ID   qda.ID          `json:"id" ts_type:"string"`
	Name string          `json:"name"`
	Role qda.SpeakerRole `json:"role"`
	Note string          `json:"note"`
}

// AttributeEntry is an attribute with the value held for something.
type AttributeEntry struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Status string `json:"status"`
	Cited  bool   `json:"cited"` // rests on a passage
}

// Document reads the header and the structure of a document.
func (p *Project) Document(ctx context.Context, id qda.ID) (DocumentView, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return DocumentView{}, err
	}
	d := cat.docOf[id]
	if d == nil {
		return DocumentView{}, noDocument(id)
	}
	v := DocumentView{DocumentRow: cat.documentRow(*d), Encoding: d.Encoding, Imported: d.CreatedAt, Parts: []qda.Part{}, Speakers: []SpeakerView{}, Attributes: []AttributeEntry{}, Languages: cat.languages(id)}
	for _, s := range cat.speakers[id] {
		v.Speakers = append(v.Speakers, SpeakerView{ID: s.ID, Name: s.Name, Role: s.Role, Note: s.Note})
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		cited, err := cat.restsOn(tx, "attribute_value")
		if err != nil {
			return err
		}
		v.Attributes = cat.entries(id, cited)
		s, err := tx.Structure(d.StructureHash)
		if err != nil {
			return err
		}
		v.Parts = append(v.Parts, s.Parts...)
		byAppearance(v.Speakers, s.Parts)
		if v.Characters, err = tx.TextLength(d.TextHash); err != nil {
			return err
		}
		if !d.SourceHash.IsZero() {
			if v.MediaType, err = tx.SourceType(d.SourceHash); err != nil {
				return err
			}
		}
		counts, err := tx.CountByDocument(store.CodingFilter{Documents: []qda.ID{id}, Binned: true})
		if err != nil {
			return err
		}
		v.Codings = counts[id].Codings
		hidden, err := tx.HiddenCodings()
		v.Hidden = hidden[id]
		return err
	})
	return v, err
}

// byAppearance sorts speakers by when they speak first.
func byAppearance(speakers []SpeakerView, parts []qda.Part) {
	first := map[string]int{}
	for i, p := range parts {
		if _, known := first[p.Speaker]; !known {
			first[p.Speaker] = i
		}
	}
	at := func(s SpeakerView) int {
		if i, ok := first[s.Name]; ok {
			return i
		}
		return len(parts)
	}
	slices.SortStableFunc(speakers, func(a, b SpeakerView) int { return at(a) - at(b) })
}

func noDocument(id qda.ID) error {
	return qda.E(qda.NotFound, "document.gone", "The document {document} is not in the project (any more).", "document", id)
}

// entries lists the values held for a case, document or speaker, in the order of
// the attributes.
func (c *catalog) entries(owner qda.ID, cited map[qda.ID][]qda.Citation) []AttributeEntry {
	out := []AttributeEntry{}
	for _, a := range c.attrs {
		for _, v := range c.held[owner] {
			if v.AttributeID == a.ID && v.Status != "rejected" {
				out = append(out, AttributeEntry{Name: a.Name, Value: v.Value, Status: v.Status, Cited: len(cited[v.ID]) > 0})
			}
		}
	}
	return out
}

// Text reads the text of a document, exactly.
func (p *Project) Text(ctx context.Context, id qda.ID) (string, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return "", err
	}
	d := cat.docOf[id]
	if d == nil {
		return "", noDocument(id)
	}
	var text string
	err = p.view(ctx, func(tx *store.Tx) error {
		ix, err := p.texts.of(tx, d.TextHash)
		if err == nil {
			text = ix.Text()
		}
		return err
	})
	return text, err
}

// SourceFile reads the file that a document was imported from.
func (p *Project) SourceFile(ctx context.Context, id qda.ID) (qda.Source, error) {
	var s qda.Source
	cat, err := p.names(ctx)
	if err != nil {
		return s, err
	}
	d := cat.docOf[id]
	if d == nil {
		return s, noDocument(id)
	}
	if d.SourceHash.IsZero() {
		return s, qda.E(qda.NotFound, "document.no_file", "The document {document} was not imported from a file.", "document", d.Title)
	}
	err = p.view(ctx, func(tx *store.Tx) (err error) {
		s, err = tx.Source(d.SourceHash)
		return err
	})
	return s, err
}

// SaveOriginal writes the imported file, byte for byte, to a path.
func (p *Project) SaveOriginal(ctx context.Context, id qda.ID, path string) error {
	s, err := p.SourceFile(ctx, id)
	if err != nil {
		return err
	}
	return safefile.Write(path, func(w io.Writer) error {
		_, err := w.Write(s.Bytes)
		return err
	})
}

// EditDocument changes the header of a document; nil fields stay as they are.
type EditDocument struct {
	ID           qda.ID            `json:"id" ts_type:"string"`
	Title        *string           `json:"title"`
	Kind         *qda.DocumentKind `json:"kind"`
	Lang         *string           `json:"lang"`
	Date         *string           `json:"date"`
	Jurisdiction *string           `json:"jurisdiction"`
	Description  *string           `json:"description"`
}

// EditDocument writes the header.
func (p *Project) EditDocument(ctx context.Context, r EditDocument) error {
	_, err := p.update(ctx, "document.edit", func(tx *store.Tx) error {
		d, err := store.Get[qda.Document](tx, r.ID)
		if err != nil {
			return err
		}
		set(&d.Title, r.Title)
		set(&d.Kind, r.Kind)
		set(&d.Lang, r.Lang)
		set(&d.Date, r.Date)
		set(&d.Jurisdiction, r.Jurisdiction)
		set(&d.Description, r.Description)
		d.Title = strings.TrimSpace(d.Title)
		if d.Lang, err = language(d.Lang); err != nil {
			return err
		}
		if d.Date != "" && !validDate(d.Date) {
			return qda.E(qda.Invalid, "document.date", "{date} is not a date. Write it as YYYY, YYYY-MM or YYYY-MM-DD. Nothing was changed.", "date", d.Date)
		}
		if err := validDocument(d); err != nil {
			return err
		}
		return store.Save(tx, d)
	})
	return err
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

func validDocument(d qda.Document) error {
	if d.Title == "" {
		return qda.E(qda.Invalid, "document.no_title", "A document needs a title. Nothing was changed.")
	}
	known := false
	for _, k := range qda.DocumentKinds() {
		known = known || k == d.Kind
	}
	if !known {
		return qda.E(qda.Invalid, "document.kind", "{kind} is not a kind of document. Use one of {choices}.", "kind", d.Kind, "choices", kindChoices())
	}
	return nil
}

// language reads the code of a language: two letters (ISO 639-1), three where it has
// no two (ISO 639-3), or none.
func language(s string) (string, error) {
	code := strings.ToLower(strings.TrimSpace(s))
	letters := strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == ""
	if code == "" || letters && (len(code) == 2 || len(code) == 3) {
		return code, nil
	}
	return "", qda.E(qda.Invalid, "document.lang", "{lang} does not name a language. Write its two letters, as es or fr. Nothing was changed.", "lang", s)
}

func kindChoices() string {
	var names []string
	for _, k := range qda.DocumentKinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

// ParseKind reads a kind of document as people write it.
func ParseKind(s string) (qda.DocumentKind, error) {
	k := qda.DocumentKind(strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(s))))
	if k == "operational_manual" {
		k = qda.Manual
	}
	return k, validDocument(qda.Document{Title: "x", Kind: k})
}

// BinDocuments moves documents to the bin, where their codings rest with them;
// with back it fetches them from there.
func (p *Project) BinDocuments(ctx context.Context, ids []qda.ID, back bool) error {
	kind := "document.bin"
	if back {
		kind = "document.restore"
	}
	_, err := p.update(ctx, kind, func(tx *store.Tx) error { return binDocuments(tx, ids, back) })
	return err
}

func binDocuments(tx *store.Tx, ids []qda.ID, back bool) error {
	for _, id := range ids {
		d, err := store.Get[qda.Document](tx, id)
		if err != nil {
			return err
		}
		d.DeletedAt = ""
		if !back {
			d.DeletedAt = tx.Now()
		}
		if err := store.Save(tx, d); err != nil {
			return err
		}
	}
	return nil
}

// EditSpeaker changes what is known of a voice.
func (p *Project) EditSpeaker(ctx context.Context, id qda.ID, role qda.SpeakerRole, note string) error {
	_, err := p.update(ctx, "speaker.edit", func(tx *store.Tx) error {
		s, err := store.Get[qda.Speaker](tx, id)
		if err != nil {
			return err
		}
		known := false
		for _, r := range qda.SpeakerRoles() {
			known = known || r == role
		}
		if !known {
			return qda.E(qda.Invalid, "speaker.role", "{role} is not a role of a speaker. Use interviewer, authority, technical or other.", "role", role)
		}
		s.Role, s.Note = role, note
		return store.Save(tx, s)
	})
	return err
}
