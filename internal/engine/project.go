package engine

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"articula/internal/codebook"
	"articula/internal/index"
	"articula/internal/oplog"
	"articula/internal/qda"
	"articula/internal/store"
)

// Project is an open project and the coder who works in it. Its methods may be
// called from several goroutines.
type Project struct {
	eng   *Engine
	store *store.Store

	mu      sync.Mutex
	me      qda.Coder // ID is zero until the coder first changes something
	catalog *catalog
	changed int // seq of the last operation that made catalogs before it stale
	texts   texts
	shapes  shapes
	named   readNames
	frames  map[bool]*frame // by whether they are of the consensus
	counted int             // operations that changed what frames hold
	touched []touch         // what the last of these changed
	feeds   map[int]func(Event)
	nextFed int

	projectID qda.ID
	index     *index.Index
	indexing  sync.Mutex // held by whoever brings the index up to date
}

func newProject(e *Engine, s *store.Store) *Project {
	p := &Project{eng: e, store: s, feeds: map[int]func(Event){}}
	s.OnCommit(p.committed)
	return p
}

// Close ends what is under way, makes the file whole and lets it go.
func (p *Project) Close() error {
	p.mu.Lock()
	ix := p.index
	p.mu.Unlock()
	if ix != nil {
		p.indexing.Lock()
		ix.Close() // a cache: whatever goes wrong, it is built again
		p.indexing.Unlock()
	}
	return explained(p.store.Close())
}

// handedTo names the coder whom a packet is meant for, the only one who has documents to
// code in it; "" in any other project.
func (p *Project) handedTo(ctx context.Context, cat *catalog) (name string, err error) {
	err = p.view(ctx, func(tx *store.Tx) error {
		if seq, _, err := tx.Head(); err != nil || seq == 0 {
			return err
		}
		first, err := tx.OpAt(1)
		if err != nil || first.Kind != oplog.KindPacket {
			return err
		}
		assigned, err := store.List[qda.Assignment](tx, store.Eq{})
		if err != nil || len(assigned) == 0 {
			return err
		}
		only := assigned[0].CoderID
		if !slices.ContainsFunc(assigned, func(a qda.Assignment) bool { return a.CoderID != only }) {
			name = cat.coderOf[only]
		}
		return nil
	})
	return name, err
}

// Become makes the named person the one who works in the project. The name is
// compared without case and accents; a person who is not in the project yet joins
// it with the first change. No name means the one whom a packet is meant for, else
// the only coder there is, else the person at the computer.
func (p *Project) Become(ctx context.Context, name string) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	if name == "" {
		switch handed, err := p.handedTo(ctx, cat); {
		case err != nil:
			return err
		case handed != "":
			name = handed
		case len(cat.coders) == 1:
			name = cat.coders[0].Name
		default:
			name = p.eng.opts.User
		}
	}
	p.mu.Lock()
	p.projectID = cat.project.ID
	p.mu.Unlock()
	me := newCoder(name, len(cat.coders))
	for _, c := range cat.coders {
		if c.Name == name || codebook.Fold(c.Name) == codebook.Fold(name) && codebook.Fold(name) != "" {
			me = c
		}
	}
	p.mu.Lock()
	p.me = me
	p.mu.Unlock()
	return nil
}

// Resume makes the person who was chosen before the one who works in the project: only if
// the project has a coder of that name, and does not say itself who works in it, as a
// packet does. The name is asked for by the project's identity.
func (p *Project) Resume(ctx context.Context, chosen func(project qda.ID) (name string)) error {
	cat, err := p.names(ctx)
	if err != nil {
		return err
	}
	name := chosen(cat.project.ID)
	if !slices.ContainsFunc(cat.coders, func(c qda.Coder) bool { return c.Name == name }) {
		return nil
	}
	if handed, err := p.handedTo(ctx, cat); err != nil || handed != "" {
		return err
	}
	return p.Become(ctx, name)
}

func newCoder(name string, n int) qda.Coder {
	return qda.Coder{Name: name, Initials: initials(name), Color: codebook.Color(n), Role: "coder"}
}

// initials are up to three capitals for a name.
func initials(name string) string {
	var out []rune
	start := true
	for _, r := range name {
		switch {
		case r == ' ' || r == '-' || r == '.' || r == '_':
			start = true
			continue
		case start && len(out) < 3:
			out = append(out, r)
		}
		start = false
	}
	return strings.ToUpper(string(out))
}

// Me is the coder who works in the project; its ID is none until the first change.
func (p *Project) Me() qda.Coder {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.me
}

// view reads with the eyes of the present coder.
func (p *Project) view(ctx context.Context, fn func(*store.Tx) error) error {
	return explained(p.store.View(ctx, p.Me().ID, fn))
}

// update writes as the present coder, who joins the project if needed.
func (p *Project) update(ctx context.Context, kind string, fn func(*store.Tx) error) (oplog.Op, error) {
	me, err := p.join(ctx)
	if err != nil {
		return oplog.Op{}, err
	}
	op, err := p.store.Update(ctx, me.ID, kind, fn)
	return op, explained(err)
}

// addOrEdit is the kind of the action that saves a thing: a new one has no identity.
func addOrEdit(thing string, id qda.ID) string {
	if id.IsZero() {
		return thing + ".add"
	}
	return thing + ".edit"
}

// saved writes a new or a changed thing as one action, and gives it as the list of
// its kind then shows it.
func saved[V any](ctx context.Context, p *Project, thing string, id qda.ID, write func(*store.Tx) (qda.ID, error), list func(context.Context) ([]V, error), idOf func(V) qda.ID) (V, error) {
	var none V
	if _, err := p.update(ctx, addOrEdit(thing, id), func(tx *store.Tx) (err error) {
		id, err = write(tx)
		return err
	}); err != nil {
		return none, err
	}
	all, err := list(ctx)
	for _, v := range all {
		if idOf(v) == id {
			return v, err
		}
	}
	return none, err
}

// join puts a coder who is not in the project yet into it.
func (p *Project) join(ctx context.Context) (qda.Coder, error) {
	me := p.Me()
	if !me.ID.IsZero() {
		return me, nil
	}
	if p.store.ReadOnly() {
		_, err := p.store.Update(ctx, qda.ID{}, "", nil) // says why
		return me, explained(err)
	}
	me.ID = qda.NewID(p.eng.opts.Now(), p.store.Random())
	if _, err := p.store.Update(ctx, me.ID, oplog.KindJoin, func(tx *store.Tx) error { return store.Put(tx, me) }); err != nil {
		return me, explained(err)
	}
	p.mu.Lock()
	p.me = me
	p.mu.Unlock()
	return me, nil
}

// Info is what a title bar and a summary say of a project.
type Info struct {
	ID          qda.ID      `json:"id" ts_type:"string"`
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Language    string      `json:"lang"`
	Path        string      `json:"path"`
	ReadOnly    bool        `json:"read_only"`
	Seq         int         `json:"seq"` // last operation
	Coder       CoderView   `json:"coder"`
	Coders      []CoderView `json:"coders"`
	// Masks are the letters that coders are called by where their names are hidden.
	Masks      map[qda.ID]string `json:"masks" ts_type:"Record<string, string>"`
	Rounds     []RoundView       `json:"rounds"`
	Cases      int               `json:"cases"` // without those that only group others
	Documents  int               `json:"documents"`
	Codes      int               `json:"codes"`
	Codings    int               `json:"codings"`
	Memos      int               `json:"memos"`
	Characters int               `json:"characters"`
	Hidden     []qda.ID          `json:"hidden" ts_type:"string[]"` // documents in a blind round, of which others' codings are not shown
	Notices    []Notice          `json:"notices"`
	Trouble    string            `json:"trouble"` // why work could not reach its shared place yet; "" if it could
}

// Notice is something about the file that the person should know.
type Notice struct {
	Code    string            `json:"code"` // stable identity, for translation
	Message string            `json:"message"`
	Args    map[string]string `json:"args"`
}

// notice makes a Notice; the args are alternating names and values.
func notice(code, text string, args ...any) Notice {
	return noticeOfError(qda.E(qda.Invalid, code, text, args...))
}

// noticeOfError says of an error that ends nothing what it is.
func noticeOfError(e *qda.Error) Notice {
	out := Notice{Code: e.Code, Message: e.Message(), Args: map[string]string{}}
	for _, a := range e.Args {
		out.Args[a.Name] = fmt.Sprint(a.Value)
	}
	return out
}

// CoderView is a coder as screens and files show them.
type CoderView struct {
	ID       qda.ID `json:"id" ts_type:"string"`
	Name     string `json:"name"`
	Initials string `json:"initials"`
	Color    string `json:"color"`
	Role     string `json:"role"`
}

// RoundView is a round as screens and files show it.
type RoundView struct {
	ID    qda.ID `json:"id" ts_type:"string"`
	Label string `json:"label"`
	Kind  string `json:"kind"`
	Blind bool   `json:"blind"`
}

func viewCoder(c qda.Coder) CoderView {
	return CoderView{ID: c.ID, Name: c.Name, Initials: c.Initials, Color: c.Color, Role: c.Role}
}

// Info reads the summary.
func (p *Project) Info(ctx context.Context) (Info, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return Info{}, err
	}
	info := Info{
		ID: cat.project.ID, Title: cat.project.Title, Description: cat.project.Description, Language: cat.project.Language,
		Path: p.store.Path(), ReadOnly: p.store.ReadOnly(), Coder: viewCoder(p.Me()),
		Notices: []Notice{}, Hidden: []qda.ID{}, Coders: []CoderView{}, Masks: cat.maskOf, Rounds: []RoundView{},
	}
	for _, n := range p.store.Notices() {
		v := Notice{Code: n.Code, Message: n.Message, Args: map[string]string{}}
		for _, a := range n.Args {
			v.Args[a.Name] = fmt.Sprint(a.Value)
		}
		info.Notices = append(info.Notices, v)
	}
	if t := p.store.Trouble(); t != nil {
		info.Trouble = qda.AsError(t).Message()
	}
	for _, c := range cat.coders {
		info.Coders = append(info.Coders, viewCoder(c))
	}
	for _, r := range cat.rounds {
		info.Rounds = append(info.Rounds, RoundView{ID: r.ID, Label: r.Label, Kind: r.Kind, Blind: r.Blind})
	}
	info.Cases = len(cat.cases.leafIDs())
	for range cat.tree.Standing {
		info.Codes++
	}
	err = p.view(ctx, func(tx *store.Tx) error {
		var err error
		if info.Seq, _, err = tx.Head(); err != nil {
			return err
		}
		counts, err := tx.CountByDocument(store.CodingFilter{})
		if err != nil {
			return err
		}
		for _, n := range counts {
			info.Codings += n.Codings
		}
		memos, err := store.List[qda.Memo](tx, store.Eq{})
		if err != nil {
			return err
		}
		info.Memos = len(memos)
		for _, d := range cat.documents {
			if d.DeletedAt != "" {
				continue
			}
			info.Documents++
			n, err := tx.TextLength(d.TextHash)
			if err != nil {
				return err
			}
			info.Characters += n
		}
		hidden, err := tx.HiddenCodings()
		info.Hidden = append(info.Hidden, slices.SortedFunc(maps.Keys(hidden), compareIDs)...)
		return err
	})
	return info, err
}

// SetTitle changes what the project is called and what it is about.
func (p *Project) SetTitle(ctx context.Context, title, description string) error {
	_, err := p.update(ctx, "project.edit", func(tx *store.Tx) error {
		list, err := store.List[qda.Project](tx, store.Eq{})
		if err != nil {
			return err
		}
		if strings.TrimSpace(title) == "" {
			return qda.E(qda.Invalid, "project.no_title", "A project needs a title. Nothing was changed.")
		}
		pr := list[0]
		pr.Title, pr.Description = strings.TrimSpace(title), description
		return store.Save(tx, pr)
	})
	return err
}

// Flush makes the file whole now, and publishes it where it lies in a shared place.
func (p *Project) Flush(ctx context.Context) error { return explained(p.store.Flush(ctx)) }
