package engine

import (
	"context"
	"maps"
	"math/bits"
	"slices"
	"strings"

	"articula/internal/codebook"
	"articula/internal/qda"
	"articula/internal/store"
)

// CodeNode is a code in the tree, with what is coded with it.
type CodeNode struct {
	ID          qda.ID            `json:"id" ts_type:"string"`
	Name        string            `json:"name"`
	Path        string            `json:"path"`
	Color       string            `json:"color"` // its own or inherited; never empty
	OwnColor    bool              `json:"own_color"`
	Folder      bool              `json:"folder"`
	Definition  string            `json:"definition"`
	IncludeWhen string            `json:"include_when"`
	ExcludeWhen string            `json:"exclude_when"`
	Example     string            `json:"example"`
	Codings     int               `json:"codings"`               // with this code itself
	Below       int               `json:"codings_with_children"` // with it and every code below
	Documents   int               `json:"documents"`             // that it itself occurs in
	DocsBelow   int               `json:"documents_with_children"`
	Names       map[string]string `json:"names"` // by language
	Definitions map[string]string `json:"definitions"`
	Children    []CodeNode        `json:"children"`
}

// Codes gives the code tree. Counts are of the codings that the present coder may
// see.
func (p *Project) Codes(ctx context.Context) ([]CodeNode, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := p.codeCounts(ctx, store.CodingFilter{})
	if err != nil {
		return nil, err
	}
	nodes, _ := cat.codeNodes(cat.tree.Roots, counts, false)
	return nodes, nil
}

// BinnedCodes lists the codes that were put into the bin, each with what is under
// it and how many codings rest with it.
func (p *Project) BinnedCodes(ctx context.Context) ([]CodeNode, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return nil, err
	}
	counts, err := p.codeCounts(ctx, store.CodingFilter{Binned: true})
	if err != nil {
		return nil, err
	}
	out := []CodeNode{}
	for n := range cat.tree.Walk {
		if n.Code.DeletedAt != "" && (n.Parent == nil || !n.Parent.Binned) {
			nodes, _ := cat.codeNodes([]*codebook.Node{n}, counts, true)
			out = append(out, nodes...)
		}
	}
	return out, nil
}

// documentSet is a set of documents by their numbers, 64 in each word.
type documentSet []uint64

func (s *documentSet) add(n int) {
	for len(*s) <= n/64 {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

func (s *documentSet) join(o documentSet) {
	for i, w := range o {
		if i == len(*s) {
			*s = append(*s, 0)
		}
		(*s)[i] |= w
	}
}

func (s documentSet) len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// codeCount is what is coded with one code, without its descendants.
type codeCount struct {
	codings   int
	documents documentSet
}

// codeCounts counts by code the codings that fit and that the present coder may see.
func (p *Project) codeCounts(ctx context.Context, f store.CodingFilter) (map[qda.ID]codeCount, error) {
	var list []store.CodedIn
	err := p.view(ctx, func(tx *store.Tx) (err error) {
		list, err = tx.CountByCodeAndDocument(f)
		return err
	})
	counts, numbers := map[qda.ID]codeCount{}, map[qda.ID]int{}
	for _, in := range list {
		n, known := numbers[in.Document]
		if !known {
			n = len(numbers)
			numbers[in.Document] = n
		}
		k := counts[in.Code]
		k.codings += in.Codings
		k.documents.add(n)
		counts[in.Code] = k
	}
	return counts, err
}

// codeNodes are the codes of a list with those below them, and the documents of all.
func (c *catalog) codeNodes(list []*codebook.Node, counts map[qda.ID]codeCount, binned bool) ([]CodeNode, documentSet) {
	out, all := []CodeNode{}, documentSet{}
	for _, n := range list {
		if n.Binned != binned {
			continue
		}
		v := c.codeNode(n)
		own := counts[n.Code.ID]
		v.Codings, v.Documents = own.codings, own.documents.len()
		var documents documentSet
		v.Children, documents = c.codeNodes(n.Children, counts, binned)
		v.Below = v.Codings
		for _, child := range v.Children {
			v.Below += child.Below
		}
		documents.join(own.documents)
		v.DocsBelow = documents.len()
		all.join(documents)
		out = append(out, v)
	}
	return out, all
}

// defaultColor is that of a code for which nobody chose one.
const defaultColor = "#7a7a7a"

func (c *catalog) codeNode(n *codebook.Node) CodeNode {
	v := CodeNode{
		ID: n.Code.ID, Name: n.Code.Name, Path: n.Path(), Color: n.Hue(), OwnColor: n.Code.Color != "", Folder: n.Code.Folder,
		Definition: n.Code.Definition, IncludeWhen: n.Code.IncludeWhen, ExcludeWhen: n.Code.ExcludeWhen, Example: n.Code.Example,
		Names: c.namesOf(n.Code.ID), Definitions: c.definitionsOf(n.Code.ID), Children: []CodeNode{},
	}
	if v.Color == "" {
		v.Color = defaultColor
	}
	return v
}

// PathNames takes the path of a code apart.
func PathNames(path string) []string { return codebook.SplitPath(path) }

// AddCode describes a new code.
type AddCode struct {
	Name        string `json:"name"`
	Parent      qda.ID `json:"parent" ts_type:"string"` // none for a root
	After       qda.ID `json:"after" ts_type:"string"`  // the sibling it follows; none puts it last
	Color       string `json:"color"`
	Folder      bool   `json:"folder"`
	Definition  string `json:"definition"`
	IncludeWhen string `json:"include_when"`
	ExcludeWhen string `json:"exclude_when"`
	Example     string `json:"example"`
}

// AddCode makes a code. It fails with Conflict if a sibling has that name.
func (p *Project) AddCode(ctx context.Context, r AddCode) (CodeNode, error) {
	var c qda.Code
	_, err := p.update(ctx, "code.add", func(tx *store.Tx) (err error) {
		c, err = addCode(tx, r)
		return err
	})
	if err != nil {
		return CodeNode{}, err
	}
	return p.Code(ctx, c.ID)
}

// Code reads one code.
func (p *Project) Code(ctx context.Context, id qda.ID) (CodeNode, error) {
	cat, err := p.names(ctx)
	if err != nil {
		return CodeNode{}, err
	}
	n := cat.tree.Node(id)
	if n == nil {
		return CodeNode{}, noCode(id)
	}
	v := cat.codeNode(n)
	counts, err := p.codeCounts(ctx, store.CodingFilter{Codes: cat.tree.Within(id), Binned: n.Binned})
	v.Codings, v.Documents = counts[id].codings, counts[id].documents.len()
	var all documentSet
	for _, k := range counts {
		v.Below += k.codings
		all.join(k.documents)
	}
	v.DocsBelow = all.len()
	return v, err
}

func noCode(id qda.ID) error {
	return qda.E(qda.NotFound, "code.gone", "The code {code} is not in the project (any more).", "code", id)
}

// readTree reads the code tree inside a transaction.
func readTree(tx *store.Tx) (*codebook.Tree, error) {
	codes, err := store.List[qda.Code](tx, store.Eq{})
	return codebook.Build(codes), err
}

func addCode(tx *store.Tx, r AddCode) (qda.Code, error) {
	tree, err := readTree(tx)
	if err != nil {
		return qda.Code{}, err
	}
	c := qda.Code{
		ID: tx.NewID(), ParentID: r.Parent, Name: strings.TrimSpace(r.Name), Color: r.Color, Folder: r.Folder,
		Definition: r.Definition, IncludeWhen: r.IncludeWhen, ExcludeWhen: r.ExcludeWhen, Example: r.Example, CreatedAt: tx.Now(),
	}
	if err := checkName(tree, c); err != nil {
		return c, err
	}
	if c.Pos, err = placeAmong(tree, c.ID, r.Parent, r.After); err != nil {
		return c, err
	}
	if c.Color == "" && r.Parent.IsZero() {
		c.Color = codebook.Color(len(tree.Roots))
	}
	return c, store.Put(tx, c)
}

// checkName refuses empty names and a second sibling of the same name. Codes of
// one name in different places are allowed: their paths tell them apart.
func checkName(tree *codebook.Tree, c qda.Code) error {
	if c.Name == "" {
		return qda.E(qda.Invalid, "code.no_name", "A code needs a name. Nothing was changed.")
	}
	for n := range tree.Standing {
		if n.Code.ID != c.ID && n.Code.ParentID == c.ParentID && n.Code.Name == c.Name {
			return qda.E(qda.Conflict, "code.exists", "There is already a code {code} in this place. Nothing was changed. Choose another name, or use that one.", "code", n.Path())
		}
	}
	return nil
}

// placeAmong gives an order key under the parent, after the sibling, or at the end.
func placeAmong(tree *codebook.Tree, id, parent, after qda.ID) (string, error) {
	siblings := tree.Roots
	if !parent.IsZero() {
		n := tree.Node(parent)
		if n == nil || n.Binned {
			return "", noCode(parent)
		}
		siblings = n.Children
	}
	prev, next := "", ""
	found := after.IsZero()
	for _, s := range siblings {
		if s.Code.ID == id {
			continue
		}
		if found && !after.IsZero() {
			next = s.Code.Pos
			break
		}
		prev = s.Code.Pos
		if s.Code.ID == after {
			found = true
		}
	}
	if after.IsZero() {
		return qda.OrderKeys(prev, 1)[0], nil
	}
	return qda.OrderBetween(prev, next), nil
}

// EditCode changes a code; nil fields stay as they are.
type EditCode struct {
	ID          qda.ID            `json:"id" ts_type:"string"`
	Name        *string           `json:"name"`
	Color       *string           `json:"color"`
	Folder      *bool             `json:"folder"`
	Definition  *string           `json:"definition"`
	IncludeWhen *string           `json:"include_when"`
	ExcludeWhen *string           `json:"exclude_when"`
	Example     *string           `json:"example"`
	Names       map[string]string `json:"names"`       // by language; "" removes
	Definitions map[string]string `json:"definitions"` // by language; "" removes
}

// EditCode writes the changes. A code that is in use cannot become a folder.
func (p *Project) EditCode(ctx context.Context, r EditCode) (CodeNode, error) {
	_, err := p.update(ctx, "code.edit", func(tx *store.Tx) error {
		c, err := store.Get[qda.Code](tx, r.ID)
		if err != nil {
			return err
		}
		set(&c.Name, r.Name)
		set(&c.Color, r.Color)
		set(&c.Folder, r.Folder)
		set(&c.Definition, r.Definition)
		set(&c.IncludeWhen, r.IncludeWhen)
		set(&c.ExcludeWhen, r.ExcludeWhen)
		set(&c.Example, r.Example)
		c.Name = strings.TrimSpace(c.Name)
		tree, err := readTree(tx)
		if err != nil {
			return err
		}
		if err := checkName(tree, c); err != nil {
			return err
		}
		if r.Folder != nil && c.Folder {
			n, err := tx.CountAll("coding", "code_id", c.ID)
			if err != nil {
				return err
			}
			seen, err := allCodings(tx, store.CodingFilter{Codes: []qda.ID{c.ID}, Binned: true})
			if err != nil {
				return err
			}
			if n > 0 && len(seen) == 0 {
				return qda.E(qda.Conflict, "code.in_use_unseen", "{code} is in use where a blind round does not let you look, so it cannot become a folder. Nothing was changed. Make it one when the round is finished.", "code", c.Name)
			}
			if n > 0 {
				return qda.E(qda.Conflict, "code.in_use", "{code} has {n} codings, so it cannot become a folder. Nothing was changed. Move the codings to another code first.", "code", c.Name, "n", len(seen))
			}
		}
		if err := store.Save(tx, c); err != nil {
			return err
		}
		return setTexts(tx, "code", c.ID, r.Names, r.Definitions)
	})
	if err != nil {
		return CodeNode{}, err
	}
	return p.Code(ctx, r.ID)
}

// setTexts writes names and definitions in other languages; languages that are not
// named keep theirs.
func setTexts(tx *store.Tx, entity string, owner qda.ID, names, definitions map[string]string) error {
	for _, of := range []struct {
		field string
		texts map[string]string
	}{{"name", names}, {"definition", definitions}} {
		for _, lang := range slices.Sorted(maps.Keys(of.texts)) {
			if err := setLabel(tx, entity, owner, of.field, lang, strings.TrimSpace(of.texts[lang])); err != nil {
				return err
			}
		}
	}
	return nil
}

// setLabel writes a text in another language; "" removes it.
func setLabel(tx *store.Tx, entity string, owner qda.ID, field, lang, text string) error {
	list, err := store.List[qda.Label](tx, store.Eq{"owner_id": owner, "field": field, "lang": lang})
	if err != nil {
		return err
	}
	switch {
	case text == "" && len(list) > 0:
		return store.Delete[qda.Label](tx, list[0].ID)
	case text == "":
		return nil
	case len(list) > 0:
		list[0].Text = text
		return store.Save(tx, list[0])
	}
	return store.Put(tx, qda.Label{ID: labelID(owner, field, lang), OwnerID: owner, Owner: entity, Field: field, Lang: lang, Text: text})
}

// MoveCode says where codes go. Moving is all that dragging does; merging is a
// command of its own.
type MoveCode struct {
	IDs    []qda.ID `json:"ids" ts_type:"string[]"`
	Parent qda.ID   `json:"parent" ts_type:"string"` // none for the top
	After  qda.ID   `json:"after" ts_type:"string"`  // the sibling they follow; none puts them last
	First  bool     `json:"first"`                   // before all siblings instead
}

// MoveCodes moves codes with what is under them. It fails with Conflict if a code
// would come to lie under itself, or beside one of the same name.
func (p *Project) MoveCodes(ctx context.Context, r MoveCode) error {
	_, err := p.update(ctx, "code.move", func(tx *store.Tx) error {
		after := r.After
		for i, id := range r.IDs {
			tree, err := readTree(tx)
			if err != nil {
				return err
			}
			n := tree.Node(id)
			if n == nil {
				return noCode(id)
			}
			if tree.Under(r.Parent, id) {
				return qda.E(qda.Conflict, "code.under_itself", "{code} cannot be moved under itself. Nothing was changed.", "code", n.Path())
			}
			c := n.Code
			c.ParentID = r.Parent
			if err := checkName(tree, c); err != nil {
				return err
			}
			if r.First && i == 0 {
				if c.Pos, err = placeFirst(tree, id, r.Parent); err != nil {
					return err
				}
			} else if c.Pos, err = placeAmong(tree, id, r.Parent, after); err != nil {
				return err
			}
			if err := store.Save(tx, c); err != nil {
				return err
			}
			if !r.After.IsZero() || r.First {
				after = id
			}
		}
		return nil
	})
	return err
}

func placeFirst(tree *codebook.Tree, id, parent qda.ID) (string, error) {
	siblings := tree.Roots
	if n := tree.Node(parent); n != nil {
		siblings = n.Children
	} else if !parent.IsZero() {
		return "", noCode(parent)
	}
	for _, s := range siblings {
		if s.Code.ID != id {
			return qda.OrderBetween("", s.Code.Pos), nil
		}
	}
	return qda.OrderBetween("", ""), nil
}

// BinCodes puts codes, with what is under them, into the bin: their codings rest
// with them and come back when they are fetched from it.
func (p *Project) BinCodes(ctx context.Context, ids []qda.ID, back bool) error {
	kind := "code.bin"
	if back {
		kind = "code.restore"
	}
	_, err := p.update(ctx, kind, func(tx *store.Tx) error { return binCodes(tx, ids, back) })
	return err
}

func binCodes(tx *store.Tx, ids []qda.ID, back bool) error {
	for _, id := range ids {
		c, err := store.Get[qda.Code](tx, id)
		if err != nil {
			return err
		}
		c.DeletedAt = ""
		if !back {
			c.DeletedAt = tx.Now()
		} else {
			c.MergedInto = qda.ID{}
			tree, err := readTree(tx)
			if err != nil {
				return err
			}
			if err := checkName(tree, c); err != nil {
				return err
			}
		}
		if err := store.Save(tx, c); err != nil {
			return err
		}
	}
	return nil
}
