package engine

import (
	"context"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// MemoView is a memo as screens and files show it.
type MemoView struct {
	ID        qda.ID       `json:"id" ts_type:"string"`
	Kind      string       `json:"kind"`
	Title     string       `json:"title"`
	Body      string       `json:"body"`
	Coder     Ref          `json:"coder"`
	On        string       `json:"on"` // "project", "document", "case", "code", "coding", "actor", "cell" or ""
	OnID      qda.ID       `json:"on_id" ts_type:"string"`
	OnName    string       `json:"on_name"`
	Passage   *MemoPassage `json:"passage,omitempty"` // where the coding stands that it is on
	CreatedAt string       `json:"created"`
	ChangedAt string       `json:"changed"`
	// References are the things and passages that the text refers to, as they are now.
	References []ReferenceView `json:"references"`
}

// MemoPassage is the passage of the coding that a memo is on, in code points.
type MemoPassage struct {
	Document qda.ID `json:"document" ts_type:"string"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
}

// MemoFilter selects memos; zero values select all.
type MemoFilter struct {
	On    string `json:"on"`                     // as in MemoView; "free" for those on nothing
	OnID  qda.ID `json:"on_id" ts_type:"string"` // of a coding: with the memos on another one that refer to it
	Kind  string `json:"kind"`
	Coder qda.ID `json:"coder" ts_type:"string"`
	Words string `json:"words"` // each must stand in the title, the text or the name of what it is on
}

// fits tells if a memo has the words of a filter, without regard to case and accents.
func (f MemoFilter) fits(m MemoView) bool {
	text := codebook.Fold(m.Title + " " + SayMemo(m) + " " + m.OnName)
	for _, w := range strings.Fields(codebook.Fold(f.Words)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// Memos lists memos, the latest first.
func (p *Project) Memos(ctx context.Context, f MemoFilter) ([]MemoView, error) {
	out := []MemoView{}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		match := store.Eq{}
		if f.On == "free" {
			match["owner_entity"] = ""
		} else if f.On != "" {
			match["owner_entity"] = entityOfMemo(f.On)
		}
		if !f.OnID.IsZero() && f.On != "" && f.On != "coding" {
			match["owner_id"] = f.OnID
		}
		if f.Kind != "" {
			match["kind"] = f.Kind
		}
		if !f.Coder.IsZero() {
			match["coder_id"] = f.Coder
		}
		list, err := store.List[qda.Memo](tx, match)
		if err != nil {
			return err
		}
		for i := len(list) - 1; i >= 0; i-- {
			if !f.OnID.IsZero() && list[i].OwnerID != f.OnID && !slices.Contains(list[i].AlsoOn(), f.OnID) {
				continue
			}
			v, err := p.memoView(tx, cat, list[i])
			if err != nil {
				return err
			}
			if f.fits(v) {
				out = append(out, v)
			}
		}
		return nil
	})
	return out, err
}

// entityOfMemo gives the kind of record for the word that people use.
func entityOfMemo(on string) string {
	if on == "case" {
		return "case_unit"
	}
	return on
}

func (p *Project) memoView(tx *store.Tx, cat *catalog, m qda.Memo) (MemoView, error) {
	v := MemoView{
		ID: m.ID, Kind: m.Kind, Title: m.Title, Body: m.Body, Coder: Ref{m.CoderID, cat.coderOf[m.CoderID]},
		On: m.Owner, OnID: m.OwnerID, CreatedAt: m.CreatedAt, ChangedAt: m.ChangedAt,
	}
	var err error
	if v.References, err = p.references(tx, cat, m.Body); err != nil {
		return v, err
	}
	switch m.Owner {
	case "document":
		if d := cat.docOf[m.OwnerID]; d != nil {
			v.OnName = d.Title
		}
	case "code":
		if n := cat.tree.Node(m.OwnerID); n != nil {
			v.OnName = n.Path()
		}
	case "case_unit":
		v.On = "case"
		v.OnName = cat.cases.path(m.OwnerID)
	case "actor":
		v.OnName = cat.actorOf[m.OwnerID]
	case "project":
		v.OnName = cat.project.Title
	case "coding":
		c, err := store.Get[qda.Coding](tx, m.OwnerID)
		if err != nil {
			return v, err
		}
		v.OnName = inVivoName(c.Quote)
		v.Passage = &MemoPassage{c.DocumentID, c.Start, c.End}
	}
	return v, nil
}

// SaveMemo makes or changes a memo.
type SaveMemo struct {
	ID    qda.ID `json:"id" ts_type:"string"` // none for a new one
	Kind  string `json:"kind"`                // "" is "note"
	Title string `json:"title"`
	Body  string `json:"body"`
	On    string `json:"on"`
	OnID  qda.ID `json:"on_id" ts_type:"string"`
}

// SaveMemo writes the memo. Only its author changes it.
func (p *Project) SaveMemo(ctx context.Context, r SaveMemo) (MemoView, error) {
	kind := addOrEdit("memo", r.ID)
	id := r.ID
	_, err := p.update(ctx, kind, func(tx *store.Tx) error {
		if strings.TrimSpace(r.Body) == "" && strings.TrimSpace(r.Title) == "" {
			return qda.E(qda.Invalid, "memo.empty", "A memo needs a title or a text. Nothing was changed.")
		}
		if r.ID.IsZero() {
			m := qda.Memo{
				ID: tx.NewID(), Kind: memoKind(r.Kind), Title: strings.TrimSpace(r.Title), Body: r.Body, CoderID: tx.Viewer(),
				Owner: entityOfMemo(r.On), OwnerID: r.OnID, CreatedAt: tx.Now(), ChangedAt: tx.Now(),
			}
			id = m.ID
			if err := ownerExists(tx, m.Owner, m.OwnerID); err != nil {
				return err
			}
			return store.Put(tx, m)
		}
		m, err := ownMemo(tx, r.ID)
		if err != nil {
			return err
		}
		if m.Kind == memoKind(r.Kind) && m.Title == strings.TrimSpace(r.Title) && m.Body == r.Body {
			return nil
		}
		m.Kind, m.Title, m.Body, m.ChangedAt = memoKind(r.Kind), strings.TrimSpace(r.Title), r.Body, tx.Now()
		return store.Save(tx, m)
	})
	if err != nil {
		return MemoView{}, err
	}
	var v MemoView
	err = p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		m, err := store.Get[qda.Memo](tx, id)
		if err != nil {
			return err
		}
		v, err = p.memoView(tx, cat, m)
		return err
	})
	return v, err
}

// RemoveMemo deletes a memo of one's own.
func (p *Project) RemoveMemo(ctx context.Context, id qda.ID) error {
	_, err := p.update(ctx, "memo.remove", func(tx *store.Tx) error {
		if _, err := ownMemo(tx, id); err != nil {
			return err
		}
		return store.Delete[qda.Memo](tx, id)
	})
	return err
}

func memoKind(kind string) string {
	if kind = strings.TrimSpace(kind); kind == "" {
		return "note"
	}
	return kind
}

func ownMemo(tx *store.Tx, id qda.ID) (qda.Memo, error) {
	m, err := store.Get[qda.Memo](tx, id)
	if err != nil || m.CoderID == tx.Viewer() {
		return m, err
	}
	owner, err := store.Get[qda.Coder](tx, m.CoderID)
	if err != nil {
		return m, err
	}
	return m, qda.E(qda.Conflict, "memo.not_yours", "This memo was written by {coder}, and only {coder} can change it. Nothing was changed. Write one of your own beside it.", "coder", owner.Name)
}

func putMemo(tx *store.Tx, entity string, owner qda.ID, kind, title, body string) error {
	return store.Put(tx, qda.Memo{
		ID: tx.NewID(), Kind: kind, Title: title, Body: body, CoderID: tx.Viewer(), Owner: entity, OwnerID: owner, CreatedAt: tx.Now(), ChangedAt: tx.Now(),
	})
}

// ownerExists refuses to hang something on what is not there.
func ownerExists(tx *store.Tx, entity string, id qda.ID) (err error) {
	switch entity {
	case "":
		return nil
	case "project":
		_, err = store.Get[qda.Project](tx, id)
	case "document":
		_, err = store.Get[qda.Document](tx, id)
	case "case_unit":
		_, err = store.Get[qda.Case](tx, id)
	case "code":
		_, err = store.Get[qda.Code](tx, id)
	case "coding":
		_, err = store.Get[qda.Coding](tx, id)
	case "actor":
		_, err = store.Get[qda.Actor](tx, id)
	case "cell":
		_, err = store.Get[qda.Cell](tx, id)
	default:
		return qda.E(qda.Invalid, "memo.target", "A memo can be on the project, a document, case, code, coding, actor or finding, or on nothing.")
	}
	return err
}
