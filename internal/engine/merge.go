package engine

import (
	"cmp"
	"context"
	"os"
	"slices"

	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// MergeRequest says what to bring in.
type MergeRequest struct {
	Path    string            `json:"path"` // a project file or a packet, locked or not
	Key     PacketKey         `json:"key"`
	DryRun  bool              `json:"dry_run"`                  // only say what would happen
	Choices map[string]string `json:"choices"`                  // conflict → "ours" (what is shown), "theirs" (the other) or "later"
	Join    []qda.ID          `json:"join" ts_type:"string[]"`  // documents that came and whose text is here already: join them with those
	Leave   []qda.ID          `json:"leave" ts_type:"string[]"` // documents and codes that came and are not wanted: they go into the bin with what hangs on them
}

// MergeResult says what a merge did, or would do.
type MergeResult struct {
	Foreign   *Ref           `json:"foreign,omitempty"` // the project that it is, where it is no copy of this one
	Ops       int            `json:"ops"`               // actions that were not here
	Known     int            `json:"known"`             // actions that were here already
	New       map[string]int `json:"new"`               // things that came, by kind
	Changed   map[string]int `json:"changed"`
	Removed   map[string]int `json:"removed"`
	Codings   []MergeCodings `json:"codings"` // that came, by coder
	Hidden    bool           `json:"hidden"`  // a blind round hides a part of what came: it is in none of the numbers
	Arrived   []ArrivalView  `json:"arrived"` // documents and codes that came
	Conflicts []ConflictView `json:"conflicts"`
	Unplaced  []UnplacedView `json:"unplaced"` // what could not be taken over as it was
	SameTexts []SameTextView `json:"same_texts"`
	Resting   []Ref          `json:"resting"` // what lies in the bin where somebody worked with it who did not know that
	Moved     int            `json:"moved"`   // memos put at the document because the coding they were on is gone
	Again     bool           `json:"again"`   // a merge that had been taken back was made again
	Seq       int            `json:"seq"`     // of the merge; 0 if there was nothing to do
	Backup    string         `json:"backup"`  // verified copy of how it was before
	Joined    int            `json:"joined"`
	Decided   int            `json:"decided"`
	Left      int            `json:"left"`    // put into the bin, because they are not wanted
	Notices   []Notice       `json:"notices"` // what was made, or would be, of what the copies did apart
}

// ArrivalView is a document or code that came.
type ArrivalView struct {
	Entity string `json:"entity"`
	Thing  Ref    `json:"thing"`
}

// MergeCodings counts the codings of one coder that came.
type MergeCodings struct {
	Coder Ref `json:"coder"`
	Count int `json:"count"`
}

// ConflictView is a difference that a person has to decide on.
type ConflictView struct {
	ID     qda.ID `json:"id" ts_type:"string"`
	Entity string `json:"entity"`
	Thing  Ref    `json:"thing"`
	Field  string `json:"field"` // "" where one side deleted what the other changed: it stays until decided
	Shown  string `json:"shown"`
	Other  string `json:"other"`
	Base   string `json:"base"`   // as it was before the two were written, "" if that is not known
	Merged string `json:"merged"` // both put together, where they changed different lines; else ""
	State  string `json:"state"`  // "open", "ours", "theirs" or "edited"
	Hidden bool   `json:"hidden"` // a blind round hides what it is about: the texts are not given, and it waits
	At     string `json:"at"`
}

// UnplacedView is something that a merge could not take over as it was.
type UnplacedView struct {
	Entity string `json:"entity"`
	Thing  Ref    `json:"thing"`
	Why    string `json:"why"`
	Says   string `json:"says"`
}

// SameTextView pairs two documents that have the same text and are two things: they
// are joined only when a person says so.
type SameTextView struct {
	Ours   Ref `json:"ours"`
	Theirs Ref `json:"theirs"`
}

// unplacedWhy says why something could not be taken over.
var unplacedWhy = map[string]string{
	"no_parent":     "What it belongs to is in neither copy, so that it could not be placed.",
	"cycle":         "It was moved under something that was moved under it at the same time; the later move does not count.",
	"gone":          "It hung on something that its owner took away.",
	"other_project": "It describes the other project as a whole; this project keeps its own title and settings.",
}

// Merge brings another copy of the project, or a packet, into this one: after a
// verified backup, in one transaction, as one action that can be undone. With DryRun
// it only says what would happen. Merging twice is the same as once, and the order in
// which copies are merged does not matter. Decisions that are named in Choices and
// Join are made after it, as actions of their own.
func (p *Project) Merge(ctx context.Context, r MergeRequest, progress Progress) (MergeResult, error) {
	var out MergeResult
	if same, err := sameFile(r.Path, p.store.Path()); err == nil && same {
		return out, qda.E(qda.Invalid, "merge.self", "{path} is this project itself. There is nothing to merge.", "path", r.Path)
	}
	for id, choice := range r.Choices {
		if choice != "ours" && choice != "theirs" && choice != "later" {
			return out, qda.E(qda.Invalid, "merge.choice", "{choice} is not a way to decide {conflict}. Use ours, theirs or later. Nothing was changed.", "choice", choice, "conflict", id)
		}
	}
	path, cleanup, err := p.eng.unlocked(r.Path, r.Key)
	if err != nil {
		return out, err
	}
	defer cleanup()
	other, err := store.Open(ctx, path, p.eng.storeOptions(true))
	if err != nil {
		return out, otherDamaged(err, r.Path)
	}
	defer other.Close()
	me, err := p.join(ctx)
	if err != nil {
		return out, err
	}
	backup := ""
	if !r.DryRun {
		b, err := p.store.Backup(ctx, "before-merge")
		if err != nil {
			return out, explained(err)
		}
		backup = b.Path
	}
	var tick func(done, total int)
	if progress != nil {
		tick = func(done, total int) { progress("merging", done, total) }
	}
	made := decisions{project: p}
	if err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) (err error) {
		made.before, err = readValuesBefore(tx, cat)
		return err
	}); err != nil {
		return out, err
	}
	report, err := p.store.MergeDeciding(ctx, me.ID, other, r.DryRun, tick, func(report store.MergeReport, update func(string, func(*store.Tx) error) error) error {
		return made.make(r, report, update)
	})
	if err != nil && other.Damaged(ctx) {
		return out, otherDamaged(err, r.Path)
	}
	if err != nil {
		return out, explained(err)
	}
	if !r.DryRun && report.Op.Seq > 0 {
		p.everythingChanged(report.Op)
	}
	if out, err = p.mergeResult(ctx, report, other); err != nil {
		return out, err
	}
	out.Backup, out.Joined, out.Left, out.Decided = backup, made.joined, made.left, len(made.conflicts)
	for i, c := range out.Conflicts {
		if slices.Contains(made.conflicts, c.ID) {
			if out.Conflicts[i], err = p.conflict(ctx, c.ID); err != nil {
				return out, err
			}
		}
	}
	out.Conflicts = slices.DeleteFunc(out.Conflicts, func(c ConflictView) bool { return slices.Contains(made.closed, c.ID) })
	out.Conflicts = append(append(out.Conflicts, made.decided...), made.several...)
	out.Notices = append(append(out.Notices, made.followed...), made.notices...)
	return out, nil
}

// otherDamaged says of which of the two files it is told that it is damaged.
func otherDamaged(err error, path string) error {
	if e := qda.AsError(err); e.Code != "file.damaged" {
		return e
	}
	return qda.E(qda.Damaged, "merge.damaged", "The file {path}, which was to be merged, is damaged. This project was not changed. Get that copy again from whoever made it.", "path", path).Because(err)
}

func sameFile(a, b string) (bool, error) {
	x, err := os.Stat(a)
	if err != nil {
		return false, err
	}
	y, err := os.Stat(b)
	if err != nil {
		return false, err
	}
	return os.SameFile(x, y), nil
}

// everythingChanged tells those who show the project that any of it may be different.
func (p *Project) everythingChanged(op oplog.Op) {
	ev := Event{Seq: op.Seq, Kind: op.Kind, Coder: op.CoderID, Everywhere: true, Documents: []qda.ID{}}
	for _, e := range oplog.Entities() {
		ev.Entities = append(ev.Entities, e.Name)
	}
	p.mu.Lock()
	p.changed = op.Seq
	p.note(op.Seq, nil)
	feeds := make([]func(Event), 0, len(p.feeds))
	for _, f := range p.feeds {
		feeds = append(feeds, f)
	}
	p.mu.Unlock()
	for _, f := range feeds {
		f(ev)
	}
}

func (p *Project) mergeResult(ctx context.Context, r store.MergeReport, other *store.Store) (MergeResult, error) {
	out := MergeResult{
		Ops: r.Ops, Known: r.Known, New: r.New, Changed: r.Changed, Removed: r.Removed, Moved: r.Moved, Hidden: r.Hidden, Again: r.Again, Seq: r.Op.Seq,
		Notices: []Notice{}, Codings: []MergeCodings{}, Arrived: []ArrivalView{}, Conflicts: []ConflictView{}, Unplaced: []UnplacedView{}, SameTexts: []SameTextView{}, Resting: []Ref{},
	}
	for _, a := range r.Arrived {
		out.Arrived = append(out.Arrived, ArrivalView{a.Entity, Ref{a.ID, a.Name}})
	}
	theirs := map[string]string{}
	named, before := map[qda.ID]string{}, map[qda.ID]string{}
	var projects []qda.Project
	if err := other.View(ctx, qda.ID{}, func(tx *store.Tx) (err error) {
		if projects, err = store.List[qda.Project](tx, store.Eq{}); err != nil {
			return err
		}
		coders, err := store.List[qda.Coder](tx, store.Eq{})
		if err != nil {
			return err
		}
		for _, c := range coders {
			named[c.ID] = c.Name
		}
		documents, err := store.List[qda.Document](tx, store.Eq{})
		for _, d := range documents {
			theirs[d.ID.String()] = d.Title
		}
		for _, c := range r.Conflicts { // after a trial, only the other copy has its own words
			if c.Field != "" && err == nil {
				before[c.Conflict], _, err = tx.FieldBefore(c.Entity, c.ID, c.Field, c.Other)
			}
		}
		return err
	}); err != nil {
		return out, explained(err)
	}
	err := p.withCatalog(ctx, func(tx *store.Tx, cat *catalog) error {
		elsewhere := func(entity string, id qda.ID) (name string, err error) { // what is not here, or no more
			err = other.View(ctx, qda.ID{}, func(tx *store.Tx) (err error) {
				name, err = cat.nameInConflict(tx, entity, id)
				return err
			})
			return name, err
		}
		for _, x := range projects {
			if x.ID != cat.project.ID {
				out.Foreign = &Ref{x.ID, x.Title}
			}
		}
		out.Codings = codingsByCoder(r.Codings, func(id qda.ID) string { return cmp.Or(cat.coderOf[id], named[id]) })
		for _, c := range r.Conflicts {
			name, err := cat.nameInConflict(tx, c.Entity, c.ID)
			if err != nil {
				return err
			}
			v := ConflictView{ID: c.Conflict, Entity: c.Entity, Thing: Ref{c.ID, name}, Field: c.Field, Shown: c.Shown, Other: c.Other, State: "open"}
			if err := v.compare(tx, cat, before[c.Conflict]); err != nil {
				return err
			}
			if err := v.veil(tx); err != nil {
				return err
			}
			if name == "" && !v.Hidden {
				if v.Thing.Name, err = elsewhere(c.Entity, c.ID); err != nil {
					return err
				}
			}
			out.Conflicts = append(out.Conflicts, v)
		}
		for _, u := range r.Unplaced {
			name, err := cat.nameInConflict(tx, u.Entity, u.ID)
			if err == nil && name == "" {
				name, err = elsewhere(u.Entity, u.ID)
			}
			if err != nil {
				return err
			}
			out.Unplaced = append(out.Unplaced, UnplacedView{Entity: u.Entity, Thing: Ref{u.ID, name}, Why: u.Why, Says: unplacedWhy[u.Why]})
		}
		for _, s := range r.SameTexts {
			title := theirs[s.Theirs.String()]
			out.SameTexts = append(out.SameTexts, SameTextView{Ours: Ref{s.Ours, cat.nameOfThing("document", s.Ours)}, Theirs: Ref{s.Theirs, title}})
		}
		for _, a := range r.Resting {
			out.Resting = append(out.Resting, Ref{a.ID, cmp.Or(cat.nameOfThing(a.Entity, a.ID), a.Name)})
		}
		return nil
	})
	return out, err
}

// codingsByCoder says how many codings each coder has, by name; the coders of two copies
// may have one name.
func codingsByCoder(codings map[qda.ID]int, name func(qda.ID) string) []MergeCodings {
	out := []MergeCodings{}
	for id, n := range codings {
		out = append(out, MergeCodings{Ref{id, name(id)}, n})
	}
	slices.SortFunc(out, func(a, b MergeCodings) int {
		return cmp.Or(cmp.Compare(a.Coder.Name, b.Coder.Name), compareIDs(a.Coder.ID, b.Coder.ID))
	})
	return out
}

// nameOfThing names a record of any kind, as far as it has a name.
func (c *catalog) nameOfThing(entity string, id qda.ID) string {
	switch entity {
	case "document":
		if d := c.docOf[id]; d != nil {
			return d.Title
		}
	case "code":
		if n := c.tree.Node(id); n != nil {
			return n.Path()
		}
	case "case_unit":
		return c.cases.path(id)
	case "coder":
		return c.coderOf[id]
	case "round":
		return c.roundOf[id]
	case "facet":
		return c.facetOf[id]
	case "facet_value":
		return c.valueOf[id]
	case "actor":
		return c.actorOf[id]
	case "project":
		return c.project.Title
	}
	return ""
}
